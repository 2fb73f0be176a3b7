// SPDX-License-Identifier: Apache-2.0
#include "engine/paper/theme.hpp"

#include "engine/core/atomic_file.hpp"
#include "engine/core/config.hpp"
#include "engine/core/error.hpp"

#include <fmt/format.h>

namespace tractwise::paper {

Theme Theme::read(const std::filesystem::path& file) {
    const ConfigTable table = ConfigTable::read(file);
    table.allow({"organization", "logo", "accent", "note"});
    Theme theme;
    theme.organization = table.text("organization", "");
    theme.note = table.text("note", "");
    if (table.has("accent")) {
        try {
            theme.accent = map::rgb_from_hex(table.text("accent"));
        } catch (const Error& error) {
            table.fail("accent", error.message(), error.hint());
        }
    }
    const std::string logo = table.text("logo", "");
    if (!logo.empty()) {
        const std::filesystem::path path = file.parent_path() / logo;
        theme.logo = read_text_file(path);
        if (!theme.logo.starts_with("\x89PNG\r\n\x1a\n"))
            throw Error(ErrorKind::Input, "the logo is no PNG picture",
                        {.where = path.string(), .hint = "save it as PNG"});
    }
    return theme;
}

} // namespace tractwise::paper
