// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/bench/benchprogram.h"

#include "tests/bench/figures.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QProcessEnvironment>
#include <QThread>

#include <csignal>
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace Windsock {

namespace {
/// The number after a name in one of the kernel's lists of "Name:   12 kB".
double numberAfter(const QByteArray &list, const QByteArray &name)
{
    for (const QByteArray &line : list.split('\n')) {
        if (line.startsWith(QByteArray(name + ':'))) {
            return line.mid(name.size() + 1).simplified().split(' ').value(0).toDouble();
        }
    }
    return 0;
}

std::vector<char *> pointersTo(QList<QByteArray> &texts)
{
    std::vector<char *> pointers;
    for (QByteArray &text : texts) {
        pointers.push_back(text.data());
    }
    pointers.push_back(nullptr);
    return pointers;
}
}

QString benchHome()
{
    static const QTemporaryDir home;
    return home.path();
}

BenchProgram::BenchProgram(const QString &home, const QStringList &variables)
    : m_home(home), m_variables(variables)
{
}

BenchProgram::~BenchProgram()
{
    end();
}

bool BenchProgram::start(const QStringList &command)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"HOME"_s, m_home);
    for (const QString &name : {u"XDG_CONFIG_HOME"_s, u"XDG_CACHE_HOME"_s, u"XDG_DATA_HOME"_s}) {
        environment.remove(name);
    }
    for (const QString &variable : std::as_const(m_variables)) {
        environment.insert(variable.section(u'=', 0, 0), variable.section(u'=', 1));
    }
    QList<QByteArray> settings;
    for (const QString &setting : environment.toStringList()) {
        settings.append(setting.toLocal8Bit());
    }
    QList<QByteArray> words;
    for (const QString &word : command) {
        words.append(word.toLocal8Bit());
    }
    const QByteArray program = QFile::encodeName(QCoreApplication::applicationDirPath() + u'/' + command.value(0));
    const QByteArray log = QFile::encodeName(m_home + u"/words"_s);

    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, log.constData(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    posix_spawn_file_actions_adddup2(&files, STDOUT_FILENO, STDERR_FILENO);
    const std::vector<char *> argv = pointersTo(words);
    const std::vector<char *> envp = pointersTo(settings);
    m_started = monotonicMs();
    const int failed = posix_spawn(&m_pid, program.constData(), &files, nullptr, argv.data(), envp.data());
    posix_spawn_file_actions_destroy(&files);
    m_pid = failed != 0 ? 0 : m_pid;
    return failed == 0;
}

void BenchProgram::end()
{
    if (m_pid == 0) {
        return;
    }
    ::kill(m_pid, SIGTERM);
    for (int i = 0; i < 500; ++i) {
        if (::waitpid(m_pid, nullptr, WNOHANG) != 0) {
            m_pid = 0;
            return;
        }
        QThread::sleep(10ms);
    }
    ::kill(m_pid, SIGKILL);
    ::waitpid(m_pid, nullptr, 0);
    m_pid = 0;
}

bool BenchProgram::isRunning() const
{
    return m_pid != 0 && !proc(u"cmdline"_s).isEmpty();
}

QByteArray BenchProgram::proc(const QString &file) const
{
    QFile source(u"/proc/%1/%2"_s.arg(m_pid).arg(file));
    return source.open(QIODevice::ReadOnly) ? source.readAll() : QByteArray();
}

Memory BenchProgram::memory() const
{
    const QByteArray status = proc(u"status"_s);
    return {.anonymous = numberAfter(status, "RssAnon"),
            .file = numberAfter(status, "RssFile"),
            .share = numberAfter(proc(u"smaps_rollup"_s), "Pss")};
}

Memory BenchProgram::settledMemory() const
{
    Memory last = memory();
    int still = 0;
    for (int i = 0; i < 60 && still < 6; ++i) {
        QThread::sleep(500ms);
        const Memory next = memory();
        still = std::abs(next.share - last.share) < 0.002 * last.share ? still + 1 : 0;
        last = next;
    }
    return last;
}

QHash<QString, qint64> BenchProgram::sleeps() const
{
    QHash<QString, qint64> counts;
    for (const QString &thread : QDir(u"/proc/%1/task"_s.arg(m_pid)).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        const QByteArray status = proc(u"task/"_s + thread + u"/status"_s);
        counts.insert(thread, qint64(numberAfter(status, "voluntary_ctxt_switches")));
    }
    return counts;
}

double BenchProgram::processorMs() const
{
    // After the name, which may hold anything, in parentheses: state is field 3, utime and stime are 14 and 15.
    const QByteArray stat = proc(u"stat"_s);
    const QList<QByteArray> fields = stat.mid(stat.lastIndexOf(')') + 2).split(' ');
    const double ticks = fields.value(11).toDouble() + fields.value(12).toDouble();
    return ticks * 1000 / double(::sysconf(_SC_CLK_TCK));
}

QString BenchProgram::words() const
{
    QFile log(m_home + u"/words"_s);
    return log.open(QIODevice::ReadOnly) ? QString::fromLocal8Bit(log.readAll()).right(2000) : QString();
}

}
