// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/account.h"
#include "models/values/clock.h"
#include "views/docks/sourcestand.h"

#include <QDockWidget>
#include <QUrl>

class QAbstractItemModel;
class QHBoxLayout;
class QLineEdit;
class QMenu;
class QSplitter;
class QStackedLayout;
class QVBoxLayout;

namespace Windsock {

class Banner;
class EmptyState;
class RowsView;
class SearchProxy;

/// A dock shows one model as rows, with a filter, a banner when the rows are only the last known, and a sentence when
/// there are none. It changes nothing: what the person asks for leaves as a signal.
class Dock : public QDockWidget
{
    Q_OBJECT

public:
    struct Setting {
        QString name; ///< objectName
        QString title;
        QString iconName;
        QString nothing; ///< the sentence for "there is really nothing"
        QList<Service> services; ///< whose health decides whether the rows can be trusted; empty means all
        SourceFilter concerns; ///< of these services, whether the watch has to do with the rows; empty: all have
        bool needsSource = true; ///< without any source the dock says so
        QString howTo; ///< what to do where there is no source; empty: the usual
        bool chosenElsewhere = false; ///< shows what is chosen in another dock: that nothing is is not a source's answer
        bool tellsStale = true; ///< a banner says when and why the rows are only the last known
    };

    Dock(const Setting &setting, QAbstractItemModel *model, QAbstractItemModel *sources, const Clock &clock,
         QWidget *parent = nullptr);
    ~Dock() override;

    RowsView *view() const { return m_view; }
    QLineEdit *filter() const { return m_filter; }
    EmptyState *emptyState() const { return m_empty; }
    Banner *banner() const { return m_banner; }
    QString iconName() const { return m_setting.iconName; }
    void focusFilter();
    void focusRows();
    /// How the person shared the height between the rows and what is below them; empty where nobody did.
    QByteArray division() const { return m_division; }
    /// Shares it so again; by the parts' stretch where `division` is empty.
    void divide(const QByteArray &division);
    /// Opens the current row, where it has a link.
    virtual void openCurrent();

Q_SIGNALS:
    void openRequested(const QUrl &url);
    void accountWanted();

protected:
    SearchProxy *proxy() const { return m_proxy; }
    QHBoxLayout *filterLine() const { return m_filterLine; }
    QVBoxLayout *column() const { return m_column; }
    /// Holds the rows; what is put below them shares their height as the person likes.
    QSplitter *splitter() const { return m_splitter; }
    Clock clock() const { return m_clock; }
    /// Adds what this dock can do with the row to its menu.
    virtual void extendMenu(QMenu &menu, const QModelIndex &index);
    virtual void open(const QModelIndex &index);
    /// Whether open() has something to open.
    virtual bool canOpen(const QModelIndex &index) const;
    void showMenu(const QModelIndex &index, const QPoint &globalPos);

private:
    void makeFilter();
    void followModels(QAbstractItemModel *model, QAbstractItemModel *sources);
    void updateState();
    void sayWhyEmpty();
    void emptyActionClicked();

    Setting m_setting;
    Clock m_clock;
    QAbstractItemModel *m_model;
    QAbstractItemModel *m_sources;
    SearchProxy *m_proxy = nullptr;
    QVBoxLayout *m_column = nullptr;
    QHBoxLayout *m_filterLine = nullptr;
    QLineEdit *m_filter = nullptr;
    Banner *m_banner = nullptr;
    QSplitter *m_splitter = nullptr;
    QByteArray m_division;
    QStackedLayout *m_stack = nullptr;
    RowsView *m_view = nullptr;
    EmptyState *m_empty = nullptr;
    bool m_updateDue = false;
};

}
