// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/values/trysyntax.h"

#include "models/values/shellwords.h"
#include "models/values/tryoptions.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
constexpr qsizetype s_mostIgnored = 100;
const QStringList s_justAll{u"all"_s};
const QStringList s_justNone{u"none"_s};

/// Whether argparse would take the word for an option, and so not for another one's value: one it knows, whatever comes
/// behind, or one it might not know, which has no blank and is no number.
bool looksLikeOption(const QString &word)
{
    if (word.size() < 2 || !word.startsWith(u'-')) {
        return false;
    }
    const qsizetype equals = word.indexOf(u'=');
    const bool known = word.startsWith("--"_L1) ? equals > 0 && tryOptionNamed(QStringView(word).first(equals))
                                                : tryOptionOfLetter(word.first(2)) != nullptr;
    static const QRegularExpression number(u"^-[0-9]+$|^-[0-9]*\\.[0-9]+$"_s);
    return known || (!word.contains(u' ') && !number.match(word).hasMatch());
}

QStringList listOf(QStringView text)
{
    QStringList list;
    for (const QStringView part : text.split(u',')) {
        if (const QStringView item = part.trimmed(); !item.isEmpty() && list.size() < mostTryWords) {
            list.append(item.toString());
        }
    }
    return list;
}

/// Reads the words one after the other into a choice.
class TryWordReader
{
public:
    explicit TryWordReader(const QStringList &words)
        : m_words(words)
    {
    }

    TryReading read()
    {
        while (m_at < m_words.size()) {
            const QString &word = m_words.at(m_at++);
            if (word == "--"_L1) {
                while (m_at < m_words.size()) {
                    ignore(m_words.at(m_at++));
                }
            } else if (!looksLikeOption(word)) {
                ignore(word);
            } else if (word.startsWith("--"_L1)) {
                readLong(word);
            } else {
                readShort(word);
            }
        }
        return m_reading;
    }

private:
    void ignore(const QString &word)
    {
        if (m_reading.ignored.size() < s_mostIgnored) {
            m_reading.ignored.append(word);
        }
    }

    void readLong(const QString &word)
    {
        const qsizetype equals = word.indexOf(u'=');
        const TryOptionRow *row = tryOptionNamed(QStringView(word).first(equals < 0 ? word.size() : equals));
        if (!row) {
            ignore(word);
        } else if (equals >= 0) {
            take(*row, word, word.mid(equals + 1));
        } else {
            takeNext(*row, word);
        }
    }

    void readShort(const QString &word)
    {
        for (qsizetype i = 1; i < word.size(); ++i) {
            const TryOptionRow *row = tryOptionOfLetter(QString(u"-"_s + word.at(i)));
            if (!row) {
                ignore(i == 1 ? word : u'-' + word.mid(i));
                return;
            }
            if (i + 1 == word.size()) {
                takeNext(*row, word);
            } else if (row->takes != TryOptionRow::Takes::Nothing) {
                take(*row, word, word.mid(word.at(i + 1) == u'=' ? i + 2 : i + 1));
                return;
            } else {
                take(*row, word, std::nullopt);
            }
        }
    }

    void takeNext(const TryOptionRow &row, const QString &word)
    {
        std::optional<QString> value;
        if (row.takes != TryOptionRow::Takes::Nothing && m_at < m_words.size() && !looksLikeOption(m_words.at(m_at))
            && m_words.at(m_at) != "--"_L1) {
            value = m_words.at(m_at++);
        }
        take(row, word, value);
    }

    void take(const TryOptionRow &row, const QString &word, const std::optional<QString> &value)
    {
        const bool misfit = row.takes == TryOptionRow::Takes::Nothing
            ? value.has_value()
            : row.takes == TryOptionRow::Takes::Value && !value;
        if (misfit) {
            m_reading.broken.append(word);
            return;
        }
        apply(row, word, value.value_or(u"all"_s));
    }

    void number(int &target, const QString &word, const QString &value)
    {
        static const QRegularExpression form(u"^[1-9][0-9]{0,2}$"_s);
        if (form.match(value).hasMatch()) {
            target = value.toInt();
        } else {
            m_reading.broken.append(word + u' ' + value);
        }
    }

    void apply(const TryOptionRow &row, const QString &word, const QString &value)
    {
        TryChoice &choice = m_reading.choice;
        switch (row.option) {
        case TryOption::Build:
            choice.opt = value.contains(u'o');
            choice.debug = value.contains(u'd');
            break;
        case TryOption::Platform:
            choice.platforms = listOf(value);
            choice.platformScope = choice.platforms == s_justAll ? TryScope::All : TryScope::Some;
            if (choice.platformScope == TryScope::All) {
                choice.platforms.clear();
            }
            break;
        case TryOption::Unittests:
            choice.unittests = readTryTests(value);
            break;
        case TryOption::Talos:
            choice.talos = readTryTests(value);
            break;
        case TryOption::Raptor:
            choice.raptor = readTryTests(value);
            break;
        case TryOption::Job:
            if (const QStringList jobs = listOf(value); jobs != s_justNone) {
                choice.jobs += jobs;
            }
            break;
        case TryOption::SetEnv:
            choice.environment.append(value);
            break;
        case TryOption::Tag:
            choice.tag = value;
            break;
        case TryOption::Rebuild:
            return number(choice.rebuild, word, value);
        case TryOption::RebuildTalos:
            return number(choice.rebuildTalos, word, value);
        case TryOption::RebuildRaptor:
            return number(choice.rebuildRaptor, word, value);
        default:
            raise(row.option);
        }
    }

    void raise(TryOption option)
    {
        TryChoice &choice = m_reading.choice;
        switch (option) {
        case TryOption::Interactive:
            choice.interactive = true;
            break;
        case TryOption::AllMails:
            choice.mails = TryChoice::Mails::All;
            break;
        case TryOption::FailureMails:
            choice.mails = TryChoice::Mails::Failures;
            break;
        case TryOption::NoMails:
            choice.mails = TryChoice::Mails::Never;
            break;
        case TryOption::NoRetry:
            choice.noRetry = true;
            break;
        case TryOption::IncludeNightly:
            choice.includeNightly = true;
            break;
        case TryOption::Artifact:
            choice.artifact = true;
            break;
        case TryOption::GeckoProfile:
            choice.geckoProfile = true;
            break;
        default:
            choice.taskclusterWorker = true;
        }
    }

    const QStringList &m_words;
    qsizetype m_at = 0;
    TryReading m_reading;
};

/// Platforms in brackets are written with blanks ("Windows 8"), which try keeps together.
QString withBlanksKept(QStringView line)
{
    QString kept;
    bool inside = false;
    for (const QChar c : line) {
        inside = c == u'[' || (inside && c != u']');
        kept += inside && c == u' ' ? u"\\ "_s : QString(c);
    }
    return kept;
}

TryTest testOf(QStringView name, const QStringList &platforms)
{
    static const QRegularExpression chunked(u"^(.*)-([1-9][0-9]{0,3})$"_s);
    TryTest test{.name = name.trimmed().toString(), .platforms = platforms};
    if (const auto match = chunked.match(test.name); match.hasMatch() && !match.capturedView(1).isEmpty()) {
        test.chunk = match.capturedView(2).toInt();
        test.name = match.captured(1);
    }
    return test;
}
}

TryReading readTryWords(const QStringList &words)
{
    if (words.size() <= mostTryWords) {
        return TryWordReader(words).read();
    }
    TryReading reading = TryWordReader(words.first(mostTryWords)).read();
    reading.broken.append(u"…"_s);
    return reading;
}

std::optional<TryReading> readTrySyntax(QStringView message)
{
    const qsizetype start = message.indexOf("try:"_L1);
    if (start < 0) {
        return std::nullopt;
    }
    QStringView line = message.sliced(start);
    if (const qsizetype end = line.indexOf(u'\n'); end >= 0) {
        line = line.first(end);
    }
    const bool cut = line.size() > longestTryLine;
    ShellWords split = splitWords(withBlanksKept(line.left(longestTryLine)));
    if (!split.words.isEmpty() && split.words.constFirst() == "try:"_L1) {
        split.words.removeFirst();
    }
    TryReading reading = readTryWords(split.words);
    if (cut || !split.whole) {
        reading.broken.append(split.words.isEmpty() ? u"try:"_s : split.words.constLast().left(200));
    }
    return reading;
}

/// From the end to the beginning, as try itself does.
TryTests readTryTests(QStringView list)
{
    TryTests tests{.scope = TryScope::Some};
    QStringList platforms;
    qsizetype end = list.size();
    bool inside = false;
    const auto addPlatform = [&](QStringView text) {
        if (const QStringView platform = text.trimmed(); !platform.isEmpty() && platforms.size() < mostTryWords) {
            platforms.prepend(platform.toString());
        }
    };
    const auto addTest = [&](QStringView text) {
        if (const TryTest test = testOf(text, platforms); !test.name.isEmpty() && tests.some.size() < mostTryWords) {
            tests.some.prepend(test);
        }
        platforms.clear();
    };
    for (qsizetype i = list.size() - 1; i >= 0; --i) {
        const QChar c = list.at(i);
        const QStringView token = list.sliced(i + 1, end - i - 1);
        if (c == u',') {
            inside ? addPlatform(token) : addTest(token);
        } else if (c == u'[') {
            addPlatform(token);
            inside = false;
        } else if (c == u']') {
            inside = true;
        } else {
            continue;
        }
        end = i;
    }
    addTest(list.first(end));
    for (const QStringList &word : {s_justAll, s_justNone}) {
        if (tests.some == QList<TryTest>{{.name = word.constFirst()}}) {
            return {.scope = word == s_justAll ? TryScope::All : TryScope::None};
        }
    }
    if (tests.some.isEmpty()) {
        tests.scope = TryScope::None;
    }
    return tests;
}

}
