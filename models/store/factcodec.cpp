// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/factcodec.h"

#include "models/store/factfields.h"

#include <QCborArray>
#include <QCborMap>
#include <QCborStreamWriter>
#include <QCborValue>
#include <QTimeZone>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
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
    void put(QDate day) { m_cbor.append(day.isValid() ? day.toString(Qt::ISODate) : QString()); }
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

    void put(QList<qint64> &numbers)
    {
        m_cbor.startArray(quint64(numbers.size()));
        for (const qint64 number : std::as_const(numbers)) {
            m_cbor.append(number);
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

    static void take(const QCborValue &value, QDate &day) { day = QDate::fromString(value.toString(), Qt::ISODate); }

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

    static void take(const QCborValue &value, QList<qint64> &numbers)
    {
        const QCborArray array = value.toArray();
        for (const QCborValue &number : array) {
            if (number.isInteger()) {
                numbers.append(number.toInteger());
            }
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
WINDSOCK_CODED(JobSuggestions)
WINDSOCK_CODED(PushStanding)
WINDSOCK_CODED(Landing)
WINDSOCK_CODED(PullRequest)
WINDSOCK_CODED(Deployment)
WINDSOCK_CODED(InboxThread)
WINDSOCK_CODED(Occurrence)
WINDSOCK_CODED(Tree)
WINDSOCK_CODED(QueueDelay)
WINDSOCK_CODED(ChangeThread)
WINDSOCK_CODED(KeptThread)
WINDSOCK_CODED(SourceHealth)

}
