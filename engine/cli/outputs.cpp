// SPDX-License-Identifier: Apache-2.0
#include "engine/cli/outputs.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <limits>
#include <optional>
#include <system_error>
#include <variant>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace tractwise::cli {
namespace {

bool named_like_an_id(const std::string& name) {
    const std::string lower = to_lower(trim(name));
    if (lower == "id" || lower.ends_with("_id") || lower.ends_with(" id"))
        return true;
    static constexpr std::array<std::string_view, 12> words{
        "geoid", "geo_id",  "fips",     "zip",    "zcta",  "postal",
        "tract", "statefp", "countyfp", "county", "phone", "code"};
    return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
        return lower.find(word) != std::string::npos;
    });
}

std::optional<double> plain_number(std::string_view cell) {
    const auto digits = static_cast<std::size_t>(std::count_if(cell.begin(), cell.end(), is_digit));
    constexpr std::size_t id_digits = 10, exact_digits = 15;
    if (digits > exact_digits || (digits == cell.size() && digits >= id_digits))
        return std::nullopt;
    const auto value = parse_number(cell);
    return value && format_number(*value) == cell ? value : std::nullopt;
}

} // namespace

void refuse_own_input(const std::string& out, std::initializer_list<std::string> inputs) {
    for (const std::string& input : inputs) {
        std::error_code not_a_file;
        if (std::filesystem::equivalent(out, input, not_a_file) && !not_a_file)
            throw Error(ErrorKind::Usage, "would overwrite its own input",
                        {.where = out, .hint = "give another name after --out"});
    }
}

void require_extension(const std::string& out, const char* option,
                       std::initializer_list<const char*> extensions) {
    const std::string extension = to_lower(std::filesystem::path(out).extension().string());
    if (std::any_of(extensions.begin(), extensions.end(),
                    [&](const char* known) { return extension == known; }))
        return;
    const std::vector<std::string> known(extensions.begin(), extensions.end());
    throw Error(ErrorKind::Usage,
                extension.empty()
                    ? fmt::format("the name after {} has no extension", option)
                    : fmt::format("{} cannot write files of kind \"{}\"", option, extension),
                {.where = out, .hint = "end the name in " + join(known, ", ")});
}

void require_table_of(const study::Study& study, const std::string& study_file,
                      const std::string& out, std::initializer_list<const char*> ends) {
    require_extension(out, "--out", ends);
    refuse_own_input(out, {study_file});
    for (const auto& [id, source] : study.sources)
        refuse_own_input(out, {source.path});
}

io::OutColumn copied_column(const io::Table& table, std::size_t column) {
    const std::string& name = table.columns()[column];
    std::vector<double> numbers;
    bool filled = false, plain = !named_like_an_id(name);
    for (std::size_t r = 0; plain && r < table.rows(); ++r) {
        const std::string_view cell = table.cell(r, column);
        if (cell.empty()) {
            numbers.push_back(std::numeric_limits<double>::quiet_NaN());
            continue;
        }
        filled = true;
        const auto value = plain_number(cell);
        plain = value.has_value();
        numbers.push_back(value.value_or(0));
    }
    if (plain && filled)
        return {name, "", std::move(numbers)};
    std::vector<std::string> texts;
    for (std::size_t r = 0; r < table.rows(); ++r)
        texts.emplace_back(table.cell(r, column));
    return {name, "", std::move(texts)};
}

nlohmann::ordered_json row_json(const io::OutTable& table, std::size_t row) {
    nlohmann::ordered_json object;
    for (const io::OutColumn& column : table.columns)
        if (const auto* numbers = std::get_if<std::vector<double>>(&column.values))
            object[column.name] = std::isnan((*numbers)[row])
                                      ? nlohmann::ordered_json()
                                      : nlohmann::ordered_json((*numbers)[row]);
        else
            object[column.name] = std::get<std::vector<std::string>>(column.values)[row];
    return object;
}

} // namespace tractwise::cli
