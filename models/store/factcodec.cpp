// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/factcodec.h"

#include "models/values/changeset.h"
#include "models/values/sourcehealth.h"

#include <QCborArray>
#include <QCborMap>
#include <QCborStreamWriter>
#include <QCborValue>
#include <QTimeZone>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
template<class Enum>
struct Named {
    Enum &value;
    Enum last; ///< the highest enumerator there is
};
template<class Enum>
Named(Enum &, Enum) -> Named<Enum>;

void fields(auto &v, Commit &commit)
{
    v(1, commit.revision);
    v(2, commit.author);
    v(3, commit.message);
}

void fields(auto &v, Push &push)
{
    v(1, push.id);
    v(2, push.repository);
    v(3, push.revision);
    v(4, push.author);
    v(5, push.pushed);
    v(6, push.commitCount);
    v(7, push.commits);
    v(8, push.url);
}

void fields(auto &v, Job &job)
{
    v(1, job.id);
    v(2, job.pushId);
    v(3, job.groupName);
    v(4, job.groupSymbol);
    v(5, job.typeName);
    v(6, job.typeSymbol);
    v(7, job.platform);
    v(8, job.platformOption);
    v(9, job.taskId);
    v(10, Named{job.state, Job::State::Unknown});
    v(11, Named{job.result, Job::Result::Unknown});
    v(12, job.tier);
    v(13, job.classification);
    v(14, job.retryId);
    v(15, job.duration);
    v(16, job.lastModified);
}

void fields(auto &v, Ground &ground)
{
    v(1, Named{ground.kind, Ground::Kind::PassesAfter});
    v(2, ground.count);
    v(3, ground.of);
    v(4, ground.detail);
}

void fields(auto &v, FailedJob &job)
{
    v(1, job.id);
    v(2, job.name);
    v(3, job.platform);
    v(4, Named{job.result, Job::Result::Unknown});
    v(5, Named{job.blame, Blame::LikelyIntermittent});
    v(6, job.grounds);
}

void fields(auto &v, PushStanding &standing)
{
    v(1, standing.pushId);
    v(2, Named{standing.verdict, Verdict::Cancelled});
    v(3, standing.complete);
    v(4, standing.settled);
    v(5, standing.unscheduled);
    v(6, standing.pending);
    v(7, standing.running);
    v(8, standing.success);
    v(9, standing.testFailed);
    v(10, standing.busted);
    v(11, standing.exceptions);
    v(12, standing.known);
    v(13, standing.cancelled);
    v(14, standing.superseded);
    v(15, standing.failures);
    v(16, standing.newestFailure);
    v(17, standing.lastChange);
}

void fields(auto &v, PatchFlag &flag)
{
    v(1, flag.name);
    v(2, flag.status);
    v(3, flag.setter);
    v(4, flag.requestee);
}

void fields(auto &v, Patch &patch)
{
    v(1, patch.id);
    v(2, patch.title);
    v(3, patch.author);
    v(4, patch.flags);
}

void fields(auto &v, Landing &landing)
{
    v(1, landing.bug);
    v(2, landing.title);
    v(3, landing.author);
    v(4, landing.tag);
    v(5, landing.trees);
    v(6, Named{landing.state, Landing::State::Cancelled});
    v(7, Named{landing.held, Landing::Held::WaitingForReview});
    v(8, landing.patches);
    v(9, landing.changed);
    v(10, landing.url);
    v(11, landing.job);
    v(12, landing.repository);
    v(13, landing.revision);
    v(14, landing.gitRevision);
    v(15, landing.reason);
    v(16, landing.requested);
}

void fields(auto &v, PullRequest &pull)
{
    v(1, pull.repository);
    v(2, pull.number);
    v(3, pull.title);
    v(4, pull.author);
    v(5, pull.branch);
    v(6, pull.headRevision);
    v(7, Named{pull.state, PullRequest::State::Merged});
    v(8, pull.draft);
    v(9, Named{pull.checks, PullRequest::Checks::Unknown});
    v(10, pull.failingChecks);
    v(11, pull.checksTotal);
    v(12, pull.checksDone);
    v(13, Named{pull.review, PullRequest::Review::Unknown});
    v(14, Named{pull.merge, PullRequest::Merge::Unstable});
    v(15, pull.queuePosition);
    v(16, pull.updated);
    v(17, pull.url);
}

void fields(auto &v, Occurrence &occurrence)
{
    v(1, occurrence.uid);
    v(2, occurrence.recurrence);
    v(3, occurrence.title);
    v(4, occurrence.group);
    v(5, occurrence.place);
    v(6, occurrence.description);
    v(7, occurrence.start);
    v(8, occurrence.end);
    v(9, occurrence.allDay);
    v(10, Named{occurrence.status, Occurrence::Status::Cancelled});
    v(11, occurrence.rsvps);
    v(12, occurrence.url);
}

void fields(auto &v, Tree &tree)
{
    v(1, tree.name);
    v(2, Named{tree.status, Tree::Status::Unknown});
    v(3, tree.reason);
    v(4, tree.message);
    v(5, tree.tags);
    v(6, tree.category);
    v(7, tree.since);
    v(8, tree.by);
    v(9, tree.url);
}

void fields(auto &v, Failure &failure)
{
    v(1, Named{failure.kind, Failure::Kind::Malformed});
    v(2, Named{failure.reason, Failure::Reason::Cancelled});
    v(3, failure.httpStatus);
    v(4, failure.host);
    v(5, failure.detail);
    v(6, failure.until);
}

void fields(auto &v, SourceHealth &health)
{
    v(1, health.watch.value);
    v(2, health.account.value);
    v(3, Named{health.service, Service::ICalendar});
    v(4, health.host);
    v(5, Named{health.state, SourceHealth::State::Offline});
    v(6, health.asOf);
    v(7, health.next);
    v(8, health.failure);
    v(9, health.failuresInARow);
    v(10, health.skippedRecords);
    v(11, health.budgetUsed);
    v(12, health.budgetLimit);
}

class Writer
{
public:
    explicit Writer(QByteArray *to)
        : m_cbor(to)
    {
    }

    template<class T>
    void map(T &fact)
    {
        m_cbor.startMap();
        fields(*this, fact);
        m_cbor.endMap();
    }

    template<class T>
    void operator()(int key, T &&value)
    {
        m_cbor.append(qint64(key));
        put(value);
    }

private:
    void put(const QString &text) { m_cbor.append(QStringView(text)); }
    void put(const QUrl &url) { put(url.toString(QUrl::FullyEncoded)); }
    void put(qint64 number) { m_cbor.append(number); }
    void put(int number) { m_cbor.append(qint64(number)); }
    void put(bool yes) { m_cbor.append(yes); }
    void put(QChar character) { m_cbor.append(qint64(character.unicode())); }
    void put(std::chrono::minutes minutes) { m_cbor.append(qint64(minutes.count())); }

    template<class Enum>
    void put(const Named<Enum> &named)
    {
        m_cbor.append(qint64(named.value));
    }

    /// UTC as milliseconds; else milliseconds with the zone's id (an offset where it has none, empty for local time).
    void put(const QDateTime &time)
    {
        if (!time.isValid()) {
            m_cbor.append(nullptr);
            return;
        }
        if (time.timeSpec() == Qt::UTC) {
            m_cbor.append(time.toMSecsSinceEpoch());
            return;
        }
        m_cbor.startArray(2);
        m_cbor.append(time.toMSecsSinceEpoch());
        if (time.timeSpec() == Qt::OffsetFromUTC) {
            m_cbor.append(qint64(time.offsetFromUtc()));
        } else {
            put(time.timeSpec() == Qt::TimeZone ? QString::fromLatin1(time.timeZone().id()) : QString());
        }
        m_cbor.endArray();
    }

    void put(QStringList &texts)
    {
        m_cbor.startArray(quint64(texts.size()));
        for (const QString &text : std::as_const(texts)) {
            put(text);
        }
        m_cbor.endArray();
    }

    template<class T>
    void put(QList<T> &facts)
    {
        m_cbor.startArray(quint64(facts.size()));
        for (T &fact : facts) {
            map(fact);
        }
        m_cbor.endArray();
    }

    template<class T>
    void put(std::optional<T> &fact)
    {
        if (fact) {
            map(*fact);
        } else {
            m_cbor.append(nullptr);
        }
    }

    QCborStreamWriter m_cbor;
};

class Reader
{
public:
    explicit Reader(const QCborMap &map)
        : m_map(map)
    {
    }

    template<class T>
    void operator()(int key, T &&member)
    {
        take(m_map.value(key), member);
    }

private:
    static void take(const QCborValue &value, QString &text)
    {
        if (value.isString()) {
            text = value.toString();
        }
    }
    static void take(const QCborValue &value, QUrl &url) { url = QUrl(value.toString(), QUrl::StrictMode); }
    static void take(const QCborValue &value, qint64 &number) { number = value.toInteger(number); }
    static void take(const QCborValue &value, bool &yes) { yes = value.toBool(yes); }
    static void take(const QCborValue &value, std::chrono::minutes &minutes)
    {
        minutes = std::chrono::minutes(value.toInteger(minutes.count()));
    }

    static void take(const QCborValue &value, int &number)
    {
        const qint64 wide = value.toInteger(number);
        if (std::in_range<int>(wide)) {
            number = int(wide);
        }
    }

    static void take(const QCborValue &value, QChar &character)
    {
        const qint64 code = value.toInteger(character.unicode());
        if (std::in_range<quint16>(code)) {
            character = QChar(char16_t(code));
        }
    }

    template<class Enum>
    static void take(const QCborValue &value, const Named<Enum> &named)
    {
        const qint64 number = value.toInteger(-1);
        if (number >= 0 && number <= qint64(named.last)) {
            named.value = Enum(number);
        }
    }

    static void take(const QCborValue &value, QDateTime &time)
    {
        if (value.isInteger()) {
            time = QDateTime::fromMSecsSinceEpoch(value.toInteger(), QTimeZone::UTC);
            return;
        }
        const QCborArray pair = value.toArray();
        if (pair.size() != 2 || !pair.at(0).isInteger()) {
            return;
        }
        QTimeZone zone = QTimeZone::LocalTime;
        if (pair.at(1).isInteger()) {
            zone = QTimeZone::fromSecondsAheadOfUtc(int(pair.at(1).toInteger()));
        } else if (const QString id = pair.at(1).toString(); !id.isEmpty()) {
            zone = QTimeZone(id.toLatin1());
        }
        // A zone this system does not know: the instant is right all the same.
        time = QDateTime::fromMSecsSinceEpoch(pair.at(0).toInteger(), zone.isValid() ? zone : QTimeZone(QTimeZone::UTC));
    }

    static void take(const QCborValue &value, QStringList &texts)
    {
        const QCborArray array = value.toArray();
        texts.reserve(array.size());
        for (const QCborValue &text : array) {
            texts.append(text.toString());
        }
    }

    template<class T>
    static void take(const QCborValue &value, QList<T> &facts)
    {
        const QCborArray array = value.toArray();
        facts.reserve(array.size());
        for (const QCborValue &element : array) {
            Reader reader(element.toMap());
            fields(reader, facts.emplaceBack());
        }
    }

    template<class T>
    static void take(const QCborValue &value, std::optional<T> &fact)
    {
        if (value.isMap()) {
            Reader reader(value.toMap());
            fields(reader, fact.emplace());
        }
    }

    const QCborMap m_map;
};
}

template<class T>
QByteArray encode(const T &fact)
{
    T copy = fact;
    QByteArray body;
    Writer(&body).map(copy);
    return body;
}

template<class T>
std::optional<T> decode(const QByteArray &body)
{
    QCborParserError error;
    const QCborValue value = QCborValue::fromCbor(body, &error);
    if (error.error != QCborError::NoError || !value.isMap()) {
        return std::nullopt;
    }
    T fact;
    Reader reader(value.toMap());
    fields(reader, fact);
    return fact;
}

#define WINDSOCK_CODED(T)                                                                                              \
    template QByteArray encode(const T &);                                                                             \
    template std::optional<T> decode(const QByteArray &);

WINDSOCK_CODED(Push)
WINDSOCK_CODED(Job)
WINDSOCK_CODED(PushStanding)
WINDSOCK_CODED(Landing)
WINDSOCK_CODED(PullRequest)
WINDSOCK_CODED(Occurrence)
WINDSOCK_CODED(Tree)
WINDSOCK_CODED(SourceHealth)

}
