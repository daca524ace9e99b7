// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/trysyntax.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QSpinBox;

namespace Windsock {

class TryListField;

/// Writes a "try:" line: every option of it as a field, and the line with what it means and what is doubtful about it,
/// which change with every stroke.
class TrySyntaxDialog : public QDialog
{
    Q_OBJECT

public:
    explicit TrySyntaxDialog(QWidget *parent = nullptr);

    void setChoice(const TryChoice &choice);
    TryChoice choice() const;
    QString line() const;

private:
    QWidget *makeFields();
    void addWhat(QFormLayout &form);
    void addHow(QFormLayout &form);
    void addFlags(QFormLayout &form);
    QCheckBox *addFlag(QFormLayout &form, const QString &name, const QString &text);
    QSpinBox *makeNumber(const QString &name, const QString &label);
    QWidget *makeAnswer();
    QWidget *makeButtons();
    void look();
    void copy();
    void readCopied();

    QCheckBox *m_opt = nullptr;
    QCheckBox *m_debug = nullptr;
    TryListField *m_platforms = nullptr;
    TryListField *m_unittests = nullptr;
    TryListField *m_talos = nullptr;
    TryListField *m_raptor = nullptr;
    QLineEdit *m_jobs = nullptr;
    QSpinBox *m_rebuild = nullptr;
    QSpinBox *m_rebuildTalos = nullptr;
    QSpinBox *m_rebuildRaptor = nullptr;
    QPlainTextEdit *m_environment = nullptr;
    QLineEdit *m_tag = nullptr;
    QComboBox *m_mails = nullptr;
    QCheckBox *m_interactive = nullptr;
    QCheckBox *m_noRetry = nullptr;
    QCheckBox *m_nightly = nullptr;
    QCheckBox *m_artifact = nullptr;
    QCheckBox *m_profile = nullptr;
    QCheckBox *m_worker = nullptr;
    QPlainTextEdit *m_line = nullptr;
    QLabel *m_meaning = nullptr;
    QLabel *m_doubts = nullptr;
    QLabel *m_done = nullptr; ///< what became of copying and reading
    bool m_filling = false;
};

}
