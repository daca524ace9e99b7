// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/lines/testbroker.h"

#include <QCryptographicHash>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcessEnvironment>
#include <QRandomGenerator>
#include <QTcpServer>

#include <csignal>
#include <sys/prctl.h>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
constexpr int s_startingMs = 180'000; // Erlang on a machine that compiles beside it

/// One that is free, and that nobody is given who asks for any: a broker that is killed comes back to its own, which
/// another test would have taken meanwhile. Systems give away those from 32768 on (IANA says from 49152).
quint16 freePort()
{
    QTcpServer server;
    for (int i = 0; i < 100; ++i) {
        const auto port = quint16(QRandomGenerator::global()->bounded(12'000, 32'000));
        if (server.listen(QHostAddress::LocalHost, port)) {
            return port;
        }
    }
    return 0;
}

void dieWithUs(QProcess &process)
{
    process.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
}

QJsonObject userOf(const QString &name, const QByteArray &password, const QJsonArray &tags)
{
    const QByteArray salt = "salt";
    const QByteArray hash = salt + QCryptographicHash::hash(QByteArray(salt + password), QCryptographicHash::Sha256);
    return {{u"name"_s, name},
            {u"password_hash"_s, QString::fromLatin1(hash.toBase64())},
            {u"hashing_algorithm"_s, u"rabbit_password_hashing_sha256"_s},
            {u"tags"_s, tags}};
}

QJsonObject permission(const QString &user, const QString &own, const QString &read)
{
    return {{u"user"_s, user}, {u"vhost"_s, u"/"_s}, {u"configure"_s, own}, {u"write"_s, own}, {u"read"_s, read}};
}

/// Users, rights (as pulseguardian gives them) and exchanges, as RabbitMQ takes them in at its first start.
QByteArray definitions()
{
    QJsonArray exchanges;
    for (const QString &name : {u"taskcluster-queue/v1/task-pending"_s, u"taskcluster-queue/v1/task-running"_s,
                                u"taskcluster-queue/v1/task-completed"_s, u"taskcluster-queue/v1/task-failed"_s,
                                u"taskcluster-queue/v1/task-exception"_s, u"taskcluster-queue/v1/task-group-resolved"_s,
                                u"hgpushes/v1"_s, u"landoprod/pushes"_s, u"windsock-tester/own"_s}) {
        exchanges.append(QJsonObject{{u"name"_s, QString(u"exchange/"_s + name)},
                                     {u"vhost"_s, u"/"_s},
                                     {u"type"_s, u"topic"_s},
                                     {u"durable"_s, true},
                                     {u"auto_delete"_s, false},
                                     {u"internal"_s, false},
                                     {u"arguments"_s, QJsonObject()}});
    }
    const QString user = QString::fromLatin1(TestBroker::user);
    const QString own = u"^(queue/%1/.*|exchange/%1/.*)"_s.arg(user);
    return QJsonDocument(
               QJsonObject{{u"users"_s,
                            QJsonArray{userOf(user, TestBroker::password, {}),
                                       userOf(QString::fromLatin1(TestBroker::oddUser), TestBroker::oddPassword, {}),
                                       userOf(u"publisher"_s, "publisher", {u"administrator"_s})}},
                           {u"vhosts"_s, QJsonArray{QJsonObject{{u"name"_s, u"/"_s}}}},
                           {u"permissions"_s,
                            QJsonArray{permission(user, own, u"^(queue/%1/.*|exchange/.*)"_s.arg(user)),
                                       permission(QString::fromLatin1(TestBroker::oddUser), u".*"_s, u".*"_s),
                                       permission(u"publisher"_s, u".*"_s, u".*"_s)}},
                           {u"exchanges"_s, exchanges}})
        .toJson();
}
}

TestBroker::TestBroker()
    : m_port(freePort()), m_webPort(freePort()), m_namesPort(freePort()), m_nodePort(freePort())
{
    dieWithUs(m_names);
    dieWithUs(m_broker);
    m_broker.setProcessChannelMode(QProcess::MergedChannels);
    if (!m_folder.isValid() || !makeCertificates() || !makeConfiguration()) {
        m_problem += u" (setting up)"_s;
    }
}

TestBroker::~TestBroker()
{
    kill();
    m_names.kill();
    m_names.waitForFinished();
}

QUrl TestBroker::url() const
{
    return QUrl(u"amqps://localhost:%1"_s.arg(m_port));
}

QUrl TestBroker::webUrl() const
{
    return QUrl(u"wss://localhost:%1/ws"_s.arg(m_webPort));
}

Account TestBroker::account(const QString &id) const
{
    return {.id = AccountId(id),
            .service = Service::Pulse,
            .baseUrl = url(),
            .user = QString::fromLatin1(user),
            .secret = {.kind = SecretPlace::Kind::Keychain, .name = {}}};
}

bool TestBroker::write(QStringView name, const QByteArray &content)
{
    QFile file(path(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size()) {
        m_problem = file.errorString();
        return false;
    }
    return true;
}

bool TestBroker::openssl(const QStringList &arguments)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(u"openssl"_s, arguments);
    if (process.waitForFinished() && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0) {
        return true;
    }
    m_problem = u"openssl: "_s + process.errorString() + QString::fromUtf8(process.readAll());
    return false;
}

bool TestBroker::makeCertificates()
{
    const QStringList key{u"-newkey"_s, u"ec"_s, u"-pkeyopt"_s, u"ec_paramgen_curve:prime256v1"_s, u"-nodes"_s};
    const auto authority = [&](const QString &name, QStringView certificate, QStringView secret) {
        return openssl(QStringList{u"req"_s, u"-x509"_s, u"-days"_s, u"2"_s, u"-subj"_s, u"/CN="_s + name} + key
                       + QStringList{u"-keyout"_s, path(secret), u"-out"_s, path(certificate)});
    };
    return authority(u"The test's authority"_s, u"ca.pem", u"ca.key")
        && authority(u"A stranger"_s, u"stranger.pem", u"stranger.key")
        && openssl(QStringList{u"req"_s, u"-subj"_s, u"/CN=localhost"_s} + key
                   + QStringList{u"-keyout"_s, path(u"broker.key"), u"-out"_s, path(u"broker.csr")})
        && write(u"names", "subjectAltName=DNS:localhost\n")
        && openssl({u"x509"_s, u"-req"_s, u"-in"_s, path(u"broker.csr"), u"-CA"_s, path(u"ca.pem"), u"-CAkey"_s,
                    path(u"ca.key"), u"-CAcreateserial"_s, u"-days"_s, u"2"_s, u"-extfile"_s, path(u"names"), u"-out"_s,
                    path(u"broker.pem")});
}

bool TestBroker::makeConfiguration()
{
    const QByteArray folder = m_folder.path().toUtf8();
    return write(u"rabbitmq.conf",
                 "listeners.tcp = none\n"
                 "listeners.ssl.1 = 127.0.0.1:"
                     + QByteArray::number(m_port)
                     + "\n"
                       "ssl_options.cacertfile = "
                     + folder
                     + "/ca.pem\n"
                       "ssl_options.certfile = "
                     + folder
                     + "/broker.pem\n"
                       "ssl_options.keyfile = "
                     + folder
                     + "/broker.key\n"
                       "ssl_options.verify = verify_none\n"
                       "stomp.listeners.tcp = none\n"
                       "web_stomp.tcp.listener = none\n"
                       "web_stomp.ssl.ip = 127.0.0.1\n"
                       "web_stomp.ssl.port = "
                     + QByteArray::number(m_webPort)
                     + "\n"
                       "web_stomp.ssl.cacertfile = "
                     + folder
                     + "/ca.pem\n"
                       "web_stomp.ssl.certfile = "
                     + folder
                     + "/broker.pem\n"
                       "web_stomp.ssl.keyfile = "
                     + folder
                     + "/broker.key\n"
                       "load_definitions = "
                     + folder
                     + "/definitions.json\n"
                       "log.console = true\n"
                       "log.console.level = info\n"
                       "log.file = false\n")
        && write(u"definitions.json", definitions()) && write(u"plugins", "[rabbitmq_web_stomp].\n");
}

bool TestBroker::startNames()
{
    if (m_names.state() != QProcess::NotRunning) {
        return true;
    }
    m_names.start(u"epmd"_s, {u"-address"_s, u"127.0.0.1"_s, u"-port"_s, QString::number(m_namesPort)});
    if (!m_names.waitForStarted()) {
        m_problem = u"epmd: "_s + m_names.errorString();
        return false;
    }
    return true;
}

bool TestBroker::start()
{
    if (!m_problem.isEmpty() || !startNames()) {
        return false;
    }
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    const QString folder = m_folder.path();
    const std::initializer_list<std::pair<QString, QString>> settings{
        {u"HOME"_s, folder}, // Erlang's cookie is there
        {u"RABBITMQ_NODENAME"_s, u"windsock%1@localhost"_s.arg(m_port)},
        {u"RABBITMQ_CONFIG_FILE"_s, folder + u"/rabbitmq"_s},
        {u"RABBITMQ_CONF_ENV_FILE"_s, u"/dev/null"_s},
        {u"RABBITMQ_ENABLED_PLUGINS_FILE"_s, folder + u"/plugins"_s},
        {u"RABBITMQ_MNESIA_BASE"_s, folder + u"/mnesia"_s},
        {u"RABBITMQ_LOG_BASE"_s, folder + u"/log"_s},
        {u"RABBITMQ_PID_FILE"_s, folder + u"/pid"_s},
        {u"RABBITMQ_DIST_PORT"_s, QString::number(m_nodePort)},
        {u"RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"_s, u"-kernel inet_dist_use_interface {127,0,0,1}"_s},
        {u"RABBITMQ_ALLOW_INPUT"_s, u"1"_s}, // the script becomes the broker instead of watching over it
        {u"ERL_EPMD_PORT"_s, QString::number(m_namesPort)},
        {u"ERL_EPMD_ADDRESS"_s, u"127.0.0.1"_s}};
    for (const auto &[name, value] : settings) {
        environment.insert(name, value);
    }
    environment.remove(u"SSL_CERT_FILE"_s);
    m_broker.setProcessEnvironment(environment);
    m_broker.setStandardInputFile(QProcess::nullDevice());
    m_broker.start(QStringLiteral(WINDSOCK_RABBITMQ_SERVER), {u"-noinput"_s});
    QByteArray said;
    QElapsedTimer time;
    time.start();
    while (time.elapsed() < s_startingMs && m_broker.state() != QProcess::NotRunning) {
        m_broker.waitForReadyRead(200);
        said += m_broker.readAll();
        if (said.contains("Server startup complete")) {
            return true;
        }
    }
    m_problem = u"the broker does not start: "_s + QString::fromUtf8(said.last(std::min<qsizetype>(said.size(), 3000)));
    kill();
    return false;
}

void TestBroker::kill()
{
    if (m_broker.state() != QProcess::NotRunning) {
        m_broker.kill();
        m_broker.waitForFinished();
    }
}

}
