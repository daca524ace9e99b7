// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/sources/github/graphqlcheck.h"

#include <QRegularExpression>
#include <QSet>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
QStringList tokensOf(const QString &text)
{
    static const QRegularExpression token(
        u"\"\"\"(?:.|\\n)*?\"\"\"|\"[^\"\\n]*\"|#[^\\n]*|\\.\\.\\.|\\$?[A-Za-z_]\\w*|-?\\d+|[{}()\\[\\]:!=|&@]"_s);
    QStringList tokens;
    for (auto it = token.globalMatch(text); it.hasNext();) {
        const QString found = it.next().captured();
        if (!found.startsWith(u'#') && !found.startsWith("\"\"\""_L1)) {
            tokens.append(found);
        }
    }
    return tokens;
}

QString bare(const QString &type)
{
    QString name = type;
    return name.remove(u'[').remove(u']').remove(u'!');
}

bool isScalar(const QString &name)
{
    static const QSet<QString> scalars{u"String"_s, u"Int"_s,      u"Boolean"_s, u"ID"_s,
                                       u"URI"_s,    u"DateTime"_s, u"Float"_s,   u"GitObjectID"_s};
    return scalars.contains(name);
}

/// A walk over tokens.
class Walk
{
public:
    explicit Walk(const QString &text)
        : m_tokens(tokensOf(text))
    {
    }

    bool atEnd() const { return m_at >= m_tokens.size(); }
    QString peek(int ahead = 0) const { return m_tokens.value(m_at + ahead); }
    QString next() { return m_tokens.value(m_at++); }
    bool take(QLatin1StringView token)
    {
        const bool is = peek() == token;
        m_at += is ? 1 : 0;
        return is;
    }
    QString type()
    {
        QString type;
        while (peek() == "["_L1 || peek() == "]"_L1 || peek() == "!"_L1
               || (type.isEmpty() || type.endsWith(u'[') ? peek().size() > 1 : false)) {
            type += next();
        }
        return type;
    }
    void passValue()
    {
        if (peek() != "["_L1 && peek() != "{"_L1) {
            next();
            return;
        }
        int depth = 0;
        do {
            const QString token = next();
            depth += token == "["_L1 || token == "{"_L1 ? 1 : token == "]"_L1 || token == "}"_L1 ? -1 : 0;
        } while (depth > 0 && !atEnd());
    }
    void passDirective()
    {
        while (take("@"_L1)) {
            next();
            if (take("("_L1)) {
                while (!atEnd() && next() != ")"_L1) {}
            }
        }
    }

private:
    QStringList m_tokens;
    qsizetype m_at = 0;
};

GraphQlSchema::Field readField(Walk &walk)
{
    GraphQlSchema::Field field;
    if (walk.take("("_L1)) {
        while (!walk.atEnd() && !walk.take(")"_L1)) {
            const QString name = walk.next();
            walk.take(":"_L1);
            GraphQlSchema::Argument argument{.type = walk.type()};
            if (walk.take("="_L1)) {
                argument.hasDefault = true;
                walk.passValue();
            }
            field.arguments.insert(name, argument);
        }
    }
    walk.take(":"_L1);
    field.type = walk.type();
    if (walk.take("="_L1)) {
        walk.passValue();
    }
    walk.passDirective();
    return field;
}

/// One query, walked with the schema beside it.
class Check
{
public:
    Check(const QString &query, const GraphQlSchema &schema)
        : m_walk(query), m_schema(schema)
    {
    }

    void run()
    {
        while (!m_walk.atEnd()) {
            definition();
        }
        for (const QString &spread : std::as_const(m_spreads)) {
            if (!m_fragments.contains(spread)) {
                wrong(u"no fragment "_s + spread);
            }
        }
        for (const QString &fragment : std::as_const(m_fragments)) {
            if (!m_spreads.contains(fragment)) {
                wrong(u"unused fragment "_s + fragment);
            }
        }
        for (auto it = m_variables.cbegin(); it != m_variables.cend(); ++it) {
            if (!m_used.contains(it.key())) {
                wrong(u"unused variable "_s + it.key());
            }
        }
    }

    QStringList faults;
    int fields = 0;

private:
    void wrong(const QString &what) { faults.append(what); }

    void definition()
    {
        const QString word = m_walk.next();
        if (word == "query"_L1) {
            if (m_walk.take("("_L1)) {
                while (!m_walk.atEnd() && !m_walk.take(")"_L1)) {
                    const QString name = m_walk.next();
                    m_walk.take(":"_L1);
                    m_variables.insert(name, m_walk.type());
                }
            }
            selection(u"Query"_s);
        } else if (word == "fragment"_L1) {
            m_fragments.insert(m_walk.next());
            m_walk.next();
            const QString type = m_walk.next();
            selection(type);
        } else {
            wrong(u"unexpected "_s + word);
        }
    }

    void selection(const QString &type)
    {
        if (!m_walk.take("{"_L1)) {
            wrong(type + u" has no selection"_s);
            return;
        }
        const bool known = m_schema.objects.contains(type) || m_schema.unions.contains(type);
        if (!known) {
            wrong(u"unknown type "_s + type);
        }
        while (!m_walk.atEnd() && !m_walk.take("}"_L1)) {
            if (m_walk.take("..."_L1)) {
                spread(type);
            } else {
                field(type);
            }
        }
    }

    void spread(const QString &type)
    {
        if (!m_walk.take("on"_L1)) {
            m_spreads.insert(m_walk.next());
            return;
        }
        const QString on = m_walk.next();
        if (on != type && m_schema.unions.contains(type) && !m_schema.unions.value(type).contains(on)) {
            wrong(on + u" is no "_s + type);
        }
        selection(on);
    }

    void field(const QString &type)
    {
        QString name = m_walk.next();
        if (m_walk.take(":"_L1)) {
            name = m_walk.next();
        }
        if (name == "__typename"_L1) {
            return;
        }
        ++fields;
        const auto members = m_schema.objects.value(type);
        const auto member = members.constFind(name);
        if (member == members.cend()) {
            wrong(type + u'.' + name);
        }
        arguments(type + u'.' + name, member == members.cend() ? GraphQlSchema::Field() : *member);
        const QString inner = member == members.cend() ? QString() : bare(member->type);
        const bool isLeaf = isScalar(inner) || m_schema.enums.contains(inner);
        if (m_walk.peek() == "{"_L1) {
            if (isLeaf) {
                wrong(type + u'.' + name + u" has nothing to select"_s);
            }
            selection(inner);
        } else if (!isLeaf && !inner.isEmpty()) {
            wrong(type + u'.' + name + u" selects nothing"_s);
        }
    }

    void arguments(const QString &where, const GraphQlSchema::Field &field)
    {
        QSet<QString> given;
        if (m_walk.take("("_L1)) {
            while (!m_walk.atEnd() && !m_walk.take(")"_L1)) {
                const QString name = m_walk.next();
                m_walk.take(":"_L1);
                given.insert(name);
                const auto argument = field.arguments.constFind(name);
                if (argument == field.arguments.cend()) {
                    wrong(where + u'(' + name + u')');
                }
                value(where + u'(' + name + u')', argument == field.arguments.cend() ? QString() : argument->type);
            }
        }
        for (auto it = field.arguments.cbegin(); it != field.arguments.cend(); ++it) {
            if (it->type.endsWith(u'!') && !it->hasDefault && !given.contains(it.key())) {
                wrong(where + u" wants "_s + it.key());
            }
        }
    }

    void value(const QString &where, const QString &type)
    {
        if (m_walk.take("["_L1)) {
            while (!m_walk.atEnd() && !m_walk.take("]"_L1)) {
                value(where, bare(type));
            }
            return;
        }
        if (m_walk.take("{"_L1)) {
            while (!m_walk.atEnd() && !m_walk.take("}"_L1)) {
                const QString name = m_walk.next();
                m_walk.take(":"_L1);
                const auto members = m_schema.objects.value(bare(type));
                if (!members.contains(name)) {
                    wrong(where + u'.' + name);
                }
                value(where + u'.' + name, members.value(name).type);
            }
            return;
        }
        simpleValue(where, type, m_walk.next());
    }

    void simpleValue(const QString &where, const QString &type, const QString &token)
    {
        if (token.startsWith(u'$')) {
            m_used.insert(token);
            const QString declared = m_variables.value(token);
            if (declared.isEmpty()) {
                wrong(u"undeclared variable "_s + token);
            } else if (bare(declared) != bare(type) || (type.endsWith(u'!') && !declared.endsWith(u'!'))) {
                wrong(where + u" is no "_s + declared);
            }
        } else if (m_schema.enums.contains(bare(type)) && !m_schema.enums.value(bare(type)).contains(token)) {
            wrong(where + u" is not "_s + token);
        }
    }

    Walk m_walk;
    const GraphQlSchema &m_schema;
    QHash<QString, QString> m_variables;
    QSet<QString> m_used;
    QSet<QString> m_fragments;
    QSet<QString> m_spreads;
};
}

void GraphQlSchema::read(const QString &text)
{
    Walk walk(text);
    while (!walk.atEnd()) {
        const QString kind = walk.next();
        const QString name = walk.next();
        if (kind == "union"_L1) {
            walk.take("="_L1);
            do {
                unions[name].append(walk.next());
            } while (walk.take("|"_L1));
            continue;
        }
        while (!walk.atEnd() && !walk.take("{"_L1)) {
            walk.next(); // which interfaces it has
        }
        while (!walk.atEnd() && !walk.take("}"_L1)) {
            const QString member = walk.next();
            if (kind == "enum"_L1) {
                enums[name].append(member);
                walk.passDirective();
            } else {
                objects[name].insert(member, readField(walk));
            }
        }
    }
}

QStringList graphQlFaults(const QString &query, const GraphQlSchema &schema)
{
    Check check(query, schema);
    check.run();
    return check.faults;
}

int graphQlFields(const QString &query, const GraphQlSchema &schema)
{
    Check check(query, schema);
    check.run();
    return check.fields;
}

}
