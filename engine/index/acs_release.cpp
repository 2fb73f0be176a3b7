// SPDX-License-Identifier: Apache-2.0
#include "engine/index/acs_release.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"
#include "engine/index/derive.hpp"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

namespace tractwise::index {
namespace {

using Kind = tract::AcsColumns::Answer::Kind;

void collect_columns(const Domain& domain, std::vector<std::string>& names) {
    for (const Indicator& indicator : domain.indicators)
        names.push_back(indicator.column);
    for (const Domain& inner : domain.domains)
        collect_columns(inner, names);
}

/// The cells among the columns that mean something else in other years.
std::vector<std::string> moving_cells(const std::vector<std::string>& columns) {
    std::vector<std::string> moving;
    for (const std::string& column : columns)
        if (const auto name = tract::parse_acs_name(column);
            name && tract::acs_codes_move(name->code))
            moving.push_back(column);
    return moving;
}

std::string years_of(int release) {
    return fmt::format("{}-{}", release - 4, release);
}

std::string file_of(const io::SourceSpec& source) {
    return std::filesystem::path(io::shown_path(source)).filename().string();
}

void require_acs_year(const IndexRecipe& recipe, const std::vector<std::string>& moving) {
    for (const std::string& column : moving) {
        const tract::AcsCell* cell =
            tract::acs_cell(tract::parse_acs_name(column)->code, tract::last_known_acs_year());
        if (cell == nullptr || !cell->constant_code())
            throw Error(
                ErrorKind::Usage,
                fmt::format("recipe \"{}\" reads {}, which has another meaning in other years, and "
                            "does not say which year it means",
                            recipe.id, column),
                {.where = recipe.declared_at,
                 .hint = "add acs_year = 2022 to the recipe: the release whose codes it uses"});
    }
}

[[noreturn]] void refuse_release(const IndexRecipe& recipe, const io::SourceSpec& source,
                                 int release, const std::string& how_known) {
    throw Error(
        ErrorKind::Input,
        fmt::format("recipe \"{}\" is made from the release of {} (ACS {}), and {} is of {} ({})",
                    recipe.id, *recipe.acs_year, years_of(*recipe.acs_year), file_of(source),
                    release, how_known),
        {.where = io::shown_path(source),
         .hint = fmt::format(
             "give the file of {}, or ask for the other release with --acs-year {}: the "
             "result is then named as computed here",
             *recipe.acs_year, release)});
}

/// Where labels tell the cells but nothing tells the year: the recipe's own release has every cell
/// under the recipe's own code.
void require_own_codes(const IndexRecipe& recipe, const io::SourceSpec& source,
                       const tract::AcsColumns& columns, const std::vector<std::string>& moving) {
    for (const std::string& column : moving) {
        const auto answer = columns.find(column, *recipe.acs_year);
        if (answer.kind != Kind::Found || columns.name_of(answer.column) == column)
            continue;
        const tract::AcsName there = *tract::parse_acs_name(columns.name_of(answer.column));
        const tract::AcsCell* cell =
            tract::acs_cell(tract::parse_acs_name(column)->code, *recipe.acs_year);
        for (int year = tract::last_known_acs_year(); year > 2009; --year)
            if (cell && cell->code_in(year) == std::optional<std::string_view>(there.code))
                refuse_release(recipe, source, year,
                               fmt::format("its column {} is labeled as the recipe's {}",
                                           there.column(), column));
        throw Error(
            ErrorKind::Input,
            fmt::format(
                "recipe \"{}\" is made from the release of {}; in {} its cell {} stands as {}",
                recipe.id, *recipe.acs_year, file_of(source), column, there.column()),
            {.where = io::shown_path(source),
             .hint = "say which release the file is of: --acs-year 2024"});
    }
}

/// Error(Input) where a cell is there and cannot be told: another label, two columns, no year.
void refuse_riddles(const AcsRelease& release, const std::vector<std::string>& wanted,
                    const io::SourceSpec& source) {
    for (const std::string& column : wanted) {
        const auto answer = release.columns.find(column, release.codes_of);
        if (answer.kind == Kind::Found || answer.kind == Kind::Absent)
            continue; // evaluate() names what is absent, all at once
        auto why = release.columns.refusal(answer, column, release.codes_of, source);
        if (answer.kind == Kind::YearUnknown)
            why.hint = fmt::format("say which release the file is of: --acs-year {}; or use the "
                                   "...-Data.csv of data.census.gov with its second header row",
                                   release.recipe.acs_year.value_or(tract::last_known_acs_year()));
        throw Error(ErrorKind::Input, why.message,
                    {.where = io::shown_path(source), .hint = why.hint});
    }
}

} // namespace

std::vector<std::string> raw_columns(const IndexRecipe& recipe) {
    std::vector<std::string> names = required_columns(recipe);
    for (const Derived& entry : recipe.derived)
        for (std::string& input : inputs_of(entry))
            names.push_back(std::move(input));
    collect_columns(recipe.overall, names);
    return names;
}

AcsRelease acs_release(IndexRecipe recipe, const io::SourceSpec& source, const io::Table& table,
                       std::optional<int> asked, Diagnostics& diagnostics) {
    const std::vector<std::string> wanted = raw_columns(recipe);
    const std::vector<std::string> moving = moving_cells(wanted);
    io::SourceSpec declared = source;
    if (asked)
        declared.year = asked;
    AcsRelease release{std::move(recipe), {}, 0};
    if (moving.empty() && !release.recipe.acs_year) { // nothing that a year could change
        release.columns = tract::AcsColumns(table, std::nullopt);
        refuse_riddles(release, wanted, source);
        return release;
    }
    const std::optional<int> year = tract::acs_year(declared, table);
    release.columns = tract::AcsColumns(table, year);
    if (!release.recipe.acs_year) {
        require_acs_year(release.recipe, moving);
        release.codes_of = tract::last_known_acs_year();
        refuse_riddles(release, wanted, source);
        return release;
    }
    release.codes_of = *release.recipe.acs_year;
    const bool other = year && *year != *release.recipe.acs_year;
    if (other && !asked)
        refuse_release(release.recipe, source, *year, "its name says so");
    if (!year)
        require_own_codes(release.recipe, source, release.columns, moving);
    refuse_riddles(release, wanted, source);
    if (!year)
        diagnostics.add(
            {Severity::Warning,
             "release-not-known",
             file_of(source),
             fmt::format("nothing says which release the table is of; its labels fit that of {}, "
                         "which the recipe is made for",
                         *release.recipe.acs_year),
             1,
             {}});
    if (other) {
        const std::string years = years_of(*year);
        std::string title = release.recipe.other_release_title;
        if (const auto at = title.find("{years}"); at != std::string::npos)
            title.replace(at, std::string_view("{years}").size(), years);
        if (title.empty())
            title = fmt::format("{}: method of {} on ACS {}, computed here, not published",
                                release.recipe.title, *release.recipe.acs_year, years);
        release.recipe.title = title;
        release.recipe.id = fmt::format("{}_on_{}", release.recipe.id, *year);
        diagnostics.add({Severity::Warning, "other-release", file_of(source), title, 1, {}});
    }
    return release;
}

} // namespace tractwise::index
