// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/airfield/fieldanswer.h"
#include "app/airfield/fieldrequest.h"

#include <QStringList>

#include <map>

class QXmlStreamWriter;

namespace Windsock {

/// The field's calendar server (CalDAV): discovery, sync-collection, calendar-query, calendar-multiget, GET, PUT and DELETE
/// with their conditions. Made up, in the shape of a Radicale's recorded answers. Every user's password is "demo-token".
class CalDavWorld
{
public:
    /// Takes the well-known address and all below "/dav/".
    FieldAnswer answer(const FieldRequest &request);

    /// What the script does: `calendar` is the last part of its path, "/dav/calendars/demo/<calendar>/".
    void addCalendar(const QString &calendar, const QString &name, const QString &colour, bool canWrite = true);
    /// `object` is a file's name, "standup.ics".
    void put(const QString &calendar, const QString &object, const QByteArray &text);
    void remove(const QString &calendar, const QString &object);
    /// Empty where there is none.
    QByteArray text(const QString &calendar, const QString &object) const;
    QStringList objects(const QString &calendar) const;

private:
    struct Object {
        QByteArray text;
        int revision = 0;
    };
    struct Calendar {
        QString name;
        QString colour;
        bool canWrite = true;
        std::map<QString, Object> objects;
        QStringList changes; ///< object names in the order they changed; a token is a place in it
    };
    FieldAnswer propfind(const QString &path, const FieldRequest &request) const;
    FieldAnswer report(const QString &slug, const FieldRequest &request) const;
    FieldAnswer object(const QString &slug, const QString &name, const FieldRequest &request);
    void writeCalendar(QXmlStreamWriter &xml, const QString &slug, const Calendar &calendar) const;
    void writeObject(QXmlStreamWriter &xml, const QString &slug, const QString &name, bool withText) const;

    std::map<QString, Calendar> m_calendars;
    int m_revision = 0;
};

}
