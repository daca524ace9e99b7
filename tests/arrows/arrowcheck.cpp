// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/arrows/arrowcheck.h"

#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QMap>
#include <QRegularExpression>
#include <QSet>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {

QString folderOf(const QString &file)
{
    return file.left(file.lastIndexOf(u'/'));
}

QString nameOf(const QString &file)
{
    return file.mid(file.lastIndexOf(u'/') + 1);
}

bool isTest(const QString &file)
{
    return file.startsWith("tests/"_L1);
}

/// The C++ files of the tree, relative to its root, in order.
QStringList sourcesBelow(const QString &root)
{
    QStringList files;
    const QDir base(root);
    for (const QString &top : {u"app"_s, u"models"_s, u"views"_s, u"tests"_s}) {
        QDirIterator iterator(base.filePath(top), {u"*.h"_s, u"*.cpp"_s}, QDir::Files, QDirIterator::Subdirectories);
        while (iterator.hasNext()) {
            files.append(base.relativeFilePath(iterator.next()));
        }
    }
    files.sort();
    return files;
}

class Check
{
public:
    Check(const QString &root, const ArrowTable &table)
        : m_root(root), m_table(table), m_files(sourcesBelow(root)), m_known(m_files.begin(), m_files.end())
    {
        for (const QString &file : std::as_const(m_files)) {
            m_names.insert(nameOf(file), file);
        }
    }

    QStringList run()
    {
        checkFolders();
        checkStems();
        for (const QString &file : std::as_const(m_files)) {
            readIncludes(file);
        }
        return m_broken;
    }

private:
    void checkFolders()
    {
        QSet<QString> told;
        for (const QString &file : std::as_const(m_files)) {
            const QString folder = folderOf(file);
            if (!isTest(file) && !m_table.has(folder) && !told.contains(folder)) {
                told.insert(folder);
                complain(file, 1, u"the folder %1 has no row in the table"_s.arg(folder));
            }
        }
    }

    void checkStems()
    {
        QHash<QString, QString> folders;
        for (const QString &file : std::as_const(m_files)) {
            const QString stem = QFileInfo(file).completeBaseName();
            const QString folder = folders.value(stem, folderOf(file));
            if (folder != folderOf(file)) {
                complain(file, 1, u"the stem %1 is used in %2 too"_s.arg(stem, folder));
            }
            folders.insert(stem, folder);
        }
    }

    void readIncludes(const QString &file)
    {
        static const QRegularExpression include(uR"re(^\s*#\s*include\s*(["<])([^">]+)[">])re"_s);
        QFile source(m_root + u'/' + file);
        if (!source.open(QIODevice::ReadOnly)) {
            complain(file, 1, u"cannot be read"_s);
            return;
        }
        const QStringList lines = QString::fromUtf8(source.readAll()).split(u'\n');
        for (qsizetype i = 0; i < lines.size(); ++i) {
            const QRegularExpressionMatch match = include.match(lines.at(i));
            if (match.hasMatch()) {
                judge(file, i + 1, match.captured(2), match.captured(1) == u'<');
            }
        }
    }

    void judge(const QString &file, qsizetype line, const QString &included, bool angled)
    {
        if (!m_known.contains(included)) {
            judgeUnknown(file, line, included, angled);
            return;
        }
        if (angled) {
            complain(file, line, u"%1 is a file of the project: include it in quotes"_s.arg(included));
        }
        if (!isTest(file) && !m_table.allows(folderOf(file), folderOf(included))) {
            complain(file, line, u"%1 must not include %2"_s.arg(folderOf(file), included));
        }
    }

    void judgeUnknown(const QString &file, qsizetype line, const QString &included, bool angled)
    {
        if (angled) {
            return;
        }
        const QString meant = m_names.value(nameOf(included));
        if (!meant.isEmpty()) {
            complain(file, line, u"%1 does not start at the root: %2"_s.arg(included, meant));
        } else if (included.contains(u'/')) {
            complain(file, line, u"there is no %1"_s.arg(included));
        }
    }

    void complain(const QString &file, qsizetype line, const QString &what)
    {
        m_broken.append(u"%1:%2: %3"_s.arg(file).arg(line).arg(what));
    }

    QString m_root;
    const ArrowTable &m_table;
    QStringList m_files;
    QSet<QString> m_known;
    QHash<QString, QString> m_names;
    QStringList m_broken;
};

}

QStringList brokenArrows(const QString &root, const ArrowTable &table)
{
    return Check(root, table).run();
}

}
