// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/caldav/davxml.h"

#include "app/sources/caldav/davnames.h"

#include <QRegularExpression>
#include <QXmlStreamReader>

using namespace Qt::StringLiterals;

namespace Windsock::CalDav {

namespace {

Failure refused(Failure::Reason reason, const QString &detail)
{
    return {.kind = Failure::Kind::Malformed, .reason = reason, .detail = detail};
}

/// Walks over the whole document once, so that what reads it afterwards has nothing to fear.
Result<void> checkXml(const QByteArray &bytes)
{
    QXmlStreamReader xml(bytes);
    int depth = 0;
    while (!xml.atEnd()) {
        switch (xml.readNext()) {
        case QXmlStreamReader::DTD:
        case QXmlStreamReader::EntityReference:
            return Failed(refused(Failure::Reason::NotTheFormat, u"a document type or an entity of its own"_s));
        case QXmlStreamReader::StartElement:
            if (++depth > XmlLimit::depth) {
                return Failed(refused(Failure::Reason::TooDeep, u"nested deeper than %1"_s.arg(XmlLimit::depth)));
            }
            break;
        case QXmlStreamReader::EndElement:
            --depth;
            break;
        default:
            break;
        }
    }
    if (xml.hasError()) {
        return Failed(refused(Failure::Reason::NotTheFormat,
                              u"no XML: %1 in line %2"_s.arg(xml.errorString().left(200)).arg(xml.lineNumber())));
    }
    return {};
}

/// "HTTP/1.1 404 Not Found"; 0 where it is none.
int statusOf(const QString &line)
{
    static const QRegularExpression form(u"^\\s*HTTP/\\S+\\s+(\\d{3})\\b"_s);
    return form.match(line).captured(1).toInt();
}

bool isGood(int status)
{
    return status >= 200 && status <= 299;
}

/// Apple's "#RRGGBBAA" without its transparency.
QString colourOf(const QString &text)
{
    static const QRegularExpression form(u"^\\s*(#[0-9a-fA-F]{6})(?:[0-9a-fA-F]{2})?\\s*$"_s);
    return form.match(text).captured(1).toLower();
}

class MultistatusReader
{
public:
    explicit MultistatusReader(const QByteArray &bytes)
        : m_xml(bytes)
    {
    }
    Result<Multistatus> read();

private:
    bool is(QLatin1StringView space, QLatin1StringView name) const
    {
        return m_xml.name() == name && m_xml.namespaceUri() == space;
    }
    QString text() { return m_xml.readElementText(QXmlStreamReader::SkipChildElements).left(XmlLimit::textLength); }
    /// Calls `each` for the children of the current element; it leaves each of them read to its end.
    template<class Each>
    void children(Each each)
    {
        while (m_xml.readNextStartElement()) {
            each();
        }
    }
    QStringList hrefs();
    void response();
    void propstat(Props &props);
    void prop(Props &props);
    void davProp(Props &props);
    void otherProp(Props &props);
    void principal(Props &props);
    QStringList namesWithin(QLatin1StringView holder);
    QStringList components();

    QXmlStreamReader m_xml;
    Multistatus m_read;
};

Result<Multistatus> MultistatusReader::read()
{
    if (!m_xml.readNextStartElement() || !is(davNamespace, "multistatus"_L1)) {
        return Failed(refused(Failure::Reason::NotTheFormat, u"no multistatus in the answer"_s));
    }
    children([this] {
        if (is(davNamespace, "response"_L1)) {
            response();
        } else if (is(davNamespace, "sync-token"_L1)) {
            m_read.syncToken = text();
        } else {
            m_xml.skipCurrentElement();
        }
    });
    if (m_read.responses.size() > XmlLimit::responses) {
        return Failed(refused(Failure::Reason::TooLarge, u"more than %1 resources"_s.arg(XmlLimit::responses)));
    }
    return m_read;
}

void MultistatusReader::response()
{
    Response read;
    QStringList hrefs;
    children([&] {
        if (is(davNamespace, "href"_L1)) {
            hrefs.append(text().trimmed());
        } else if (is(davNamespace, "status"_L1)) {
            read.status = statusOf(text());
        } else if (is(davNamespace, "propstat"_L1)) {
            propstat(read.props);
        } else {
            m_xml.skipCurrentElement();
        }
    });
    for (const QString &href : std::as_const(hrefs)) {
        if (m_read.responses.size() <= XmlLimit::responses) { // one more, so that it is seen to be too many
            read.href = href;
            m_read.responses.append(read);
        }
    }
}

void MultistatusReader::propstat(Props &props)
{
    Props seen = props;
    int status = 200;
    children([&] {
        if (is(davNamespace, "prop"_L1)) {
            prop(seen);
        } else if (is(davNamespace, "status"_L1)) {
            status = statusOf(text());
        } else {
            m_xml.skipCurrentElement();
        }
    });
    if (isGood(status)) {
        props = std::move(seen);
    }
}

void MultistatusReader::prop(Props &props)
{
    children([&] {
        if (m_xml.namespaceUri() == davNamespace) {
            davProp(props);
        } else {
            otherProp(props);
        }
    });
}

void MultistatusReader::davProp(Props &props)
{
    const QStringView name = m_xml.name();
    if (name == "displayname"_L1) {
        props.displayName = text();
    } else if (name == "getetag"_L1) {
        props.etag = text().trimmed().toUtf8();
    } else if (name == "sync-token"_L1) {
        props.syncToken = text().trimmed();
    } else if (name == "current-user-principal"_L1) {
        principal(props);
    } else if (name == "resourcetype"_L1) {
        children([&] {
            props.isCalendar = props.isCalendar || is(calDavNamespace, "calendar"_L1);
            m_xml.skipCurrentElement();
        });
    } else if (name == "current-user-privilege-set"_L1) {
        props.privileges = namesWithin("privilege"_L1);
    } else if (name == "supported-report-set"_L1) {
        children([&] { props.reports += namesWithin("report"_L1); });
    } else {
        m_xml.skipCurrentElement();
    }
}

void MultistatusReader::otherProp(Props &props)
{
    if (is(calDavNamespace, "calendar-data"_L1)) {
        props.calendarData = m_xml.readElementText(QXmlStreamReader::SkipChildElements).toUtf8();
    } else if (is(calDavNamespace, "calendar-home-set"_L1)) {
        props.homes = hrefs();
    } else if (is(calDavNamespace, "supported-calendar-component-set"_L1)) {
        props.components = components();
    } else if (is(calendarServerNamespace, "getctag"_L1)) {
        props.ctag = text().trimmed();
    } else if (is(appleNamespace, "calendar-color"_L1)) {
        props.colour = colourOf(text());
    } else {
        m_xml.skipCurrentElement();
    }
}

QStringList MultistatusReader::hrefs()
{
    QStringList found;
    children([&] {
        if (is(davNamespace, "href"_L1)) {
            found.append(text().trimmed());
        } else {
            m_xml.skipCurrentElement();
        }
    });
    return found;
}

void MultistatusReader::principal(Props &props)
{
    children([&] {
        if (is(davNamespace, "href"_L1)) {
            props.principal = text().trimmed();
        } else {
            props.unauthenticated = props.unauthenticated || is(davNamespace, "unauthenticated"_L1);
            m_xml.skipCurrentElement();
        }
    });
}

/// <privilege><read/></privilege><privilege><write/></privilege>: "read", "write".
QStringList MultistatusReader::namesWithin(QLatin1StringView holder)
{
    QStringList names;
    children([&] {
        if (!is(davNamespace, holder)) {
            m_xml.skipCurrentElement();
            return;
        }
        children([&] {
            names.append(m_xml.name().toString());
            m_xml.skipCurrentElement();
        });
    });
    return names;
}

QStringList MultistatusReader::components()
{
    QStringList names;
    children([&] {
        if (is(calDavNamespace, "comp"_L1)) {
            names.append(m_xml.attributes().value("name"_L1).toString().toUpper());
        }
        m_xml.skipCurrentElement();
    });
    return names;
}

}

Result<Multistatus> parseMultistatus(const QByteArray &bytes)
{
    if (const Result<void> checked = checkXml(bytes); !checked) {
        return Failed(checked.error());
    }
    return MultistatusReader(bytes).read();
}

}
