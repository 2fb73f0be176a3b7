// SPDX-License-Identifier: Apache-2.0
#include "engine/cli/amounts.hpp"

#include "engine/core/text.hpp"

#include <filesystem>

#include <fmt/format.h>

namespace tractwise::cli {

std::string count(double value) {
    return format_count(round_half_away(value, 0));
}

std::string count(std::size_t value) {
    return format_count(static_cast<double>(value));
}

std::string part_of(double part, double whole) {
    if (part == 0 || !(whole > 0))
        return count(part);
    return fmt::format("{} ({} %)", count(part), format_fixed(100 * part / whole, 1));
}

std::string file_name(const std::string& path) {
    return std::filesystem::path(path).filename().string();
}

} // namespace tractwise::cli
