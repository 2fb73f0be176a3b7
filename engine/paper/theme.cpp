// SPDX-License-Identifier: Apache-2.0
#include "engine/paper/theme.hpp"

#include "engine/core/atomic_file.hpp"
#include "engine/core/config.hpp"
#include "engine/core/error.hpp"

#include <optional>
#include <string_view>

#include <fmt/format.h>

namespace tractwise::paper {
namespace {

/// Width by height of a PNG, which begins with a mark and then says both: 8 bytes, and 8 of a header
/// (PNG specification, sections 5.2 and 11.2.1). Nothing for another file.
std::optional<double> shape_of_png(std::string_view png) {
    constexpr std::string_view kMark = "\x89PNG\r\n\x1a\n";
    constexpr std::size_t kWidthAt = 16, kHeightAt = 20, kEnd = 24;
    if (!png.starts_with(kMark) || png.size() < kEnd)
        return std::nullopt;
    const auto number = [&](std::size_t at) {
        double value = 0;
        for (const char byte : png.substr(at, 4))
            value = value * 256 + static_cast<unsigned char>(byte);
        return value;
    };
    const double width = number(kWidthAt), height = number(kHeightAt);
    return width > 0 && height > 0 ? std::optional(width / height) : std::nullopt;
}

} // namespace

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
        const std::optional<double> shape = shape_of_png(theme.logo);
        if (!shape)
            throw Error(ErrorKind::Input, "the logo is no PNG picture",
                        {.where = path.string(), .hint = "save it as PNG"});
        theme.logo_shape = *shape;
    }
    return theme;
}

} // namespace tractwise::paper
