# SPDX-FileCopyrightText: 2026 The Windsock authors
# SPDX-License-Identifier: GPL-3.0-or-later

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME windsock)
set(CPACK_PACKAGE_VENDOR "The Windsock authors")
set(CPACK_PACKAGE_CONTACT "The Windsock authors <maintainers@users.noreply.h-seed-c2ebf367.example>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "desktop watch over landing queues, try pushes and community events")
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION
"Windsock sits in the tray and tells people who land code whether it is safe to
land, and people who run communities what is coming. It follows pushes on
Treeherder, landings in Bugzilla, pull requests on GitHub and events on Meetup and Eventbrite
or in any iCalendar feed, shows them in one window, and sends a notification
when a push finishes or goes orange: once for each change, and never for what
was known before.
.
The package brings a demo that needs neither an account nor the network.")
set(CPACK_STRIP_FILES ON)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
    OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)

set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_PACKAGE_SECTION devel)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# Plugins and icons (and what colours them after the palette) that no library's symbols tell of.
set(CPACK_DEBIAN_PACKAGE_DEPENDS "libqt6sql6-sqlite, qt6-svg-plugins, kf6-breeze-icon-theme, libkf6iconthemes-bin")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "default-dbus-session-bus | dbus-session-bus")
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "kwalletmanager | gnome-keyring")

include(CPack)
