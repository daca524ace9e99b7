// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/notice.h"
#include "models/values/preferences.h"

#include <memory>

namespace Windsock {

class AccountBook;

/// The rules the judge goes by on the store's thread, set on the application's.
class SharedRules
{
public:
    SharedRules();

    /// What the person has chosen, and whose reviews the book says are watched. Holds from the next judgement on.
    void set(const Preferences &preferences, const AccountBook &book);
    /// The judge by whatever rules hold when it is asked; may outlive this.
    Judge judge() const;

private:
    struct Shared;
    std::shared_ptr<Shared> m_shared;
};

}
