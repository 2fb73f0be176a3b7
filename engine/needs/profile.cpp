// SPDX-License-Identifier: Apache-2.0
#include "engine/needs/profile.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"
#include "engine/study/data_folders.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace tractwise::needs {
namespace {

ProfileText profile_text(const ConfigTable& table, const std::string& key) {
    return {table.text(key, ""), table.text(key + "_es", "")};
}

Measure parse_measure(const ConfigTable& table) {
    table.allow({"column", "of", "whom", "whom_es", "says", "says_es"});
    Measure measure{table.text("column"), table.text("of", ""), profile_text(table, "whom"),
                    profile_text(table, "says")};
    if (measure.whom.empty() != measure.says.empty())
        table.fail("says", "a sentence needs both \"whom\" and \"says\"");
    return measure;
}

} // namespace

Profile Profile::shipped() {
    for (const std::filesystem::path& folder : study::data_folders("reports"))
        if (const auto file = folder / "needs.toml"; std::filesystem::exists(file))
            return read(file);
    throw Error(ErrorKind::Input, "the profile of the needs report is missing",
                {.where = "data/reports/needs.toml", .hint = "name one: --profile needs.toml"});
}

Profile Profile::read(const std::filesystem::path& file) {
    return parse(ConfigTable::read(file));
}

Profile Profile::parse(const ConfigTable& table) {
    table.allow({"rules", "targets", "section", "groups", "together"});
    Profile profile;
    profile.file = table.file();
    const ConfigTable rules = table.table("rules");
    rules.allow({"caution_above_cv", "unreliable_above_cv", "hide_below", "least_people"});
    profile.reliability.high = rules.number("caution_above_cv", profile.reliability.high);
    profile.reliability.medium = rules.number("unreliable_above_cv", profile.reliability.medium);
    profile.hide_below = rules.number("hide_below", profile.hide_below);
    profile.least_people = rules.number("least_people", profile.least_people);
    if (profile.reliability.high > profile.reliability.medium)
        rules.fail("unreliable_above_cv", "lies below \"caution_above_cv\"");
    if (profile.hide_below < 0 || profile.least_people < 0)
        rules.fail("hide_below", "is a number of people, 0 or more");
    const ConfigTable groups = table.table("groups");
    groups.allow({"unordered", "others", "reference", "ordered_by", "outcomes"});
    profile.groups = {groups.texts("unordered"), groups.texts("others"), groups.texts("outcomes"),
                      groups.text("reference", ""), groups.text("ordered_by", "")};
    const ConfigTable together = table.table("together");
    together.allow({"columns", "outcomes"});
    profile.together = {together.texts("columns"), together.texts("outcomes")};
    const std::vector<std::string>& unordered = profile.groups.unordered;
    if (const std::string& reference = profile.groups.reference;
        !reference.empty() &&
        std::find(unordered.begin(), unordered.end(), reference) == unordered.end())
        groups.fail("reference", "\"" + reference + "\" is none of the unordered groups");
    profile.targets = table.texts("targets");
    for (const ConfigTable& entry : table.tables("section")) {
        entry.allow({"id", "title", "title_es", "measure"});
        MeasureSection section{entry.text("id"), profile_text(entry, "title"), {}};
        entry.text("title");
        for (const ConfigTable& row : entry.tables("measure")) {
            Measure measure = parse_measure(row);
            for (const Measure& other : section.measures)
                if (other.column == measure.column)
                    row.fail("column", "\"" + measure.column + "\" stands twice in this section");
            section.measures.push_back(std::move(measure));
        }
        for (const MeasureSection& other : profile.sections)
            if (other.id == section.id)
                entry.fail("id", "section \"" + section.id + "\" stands twice");
        profile.sections.push_back(std::move(section));
    }
    return profile;
}

const Measure* Profile::find(std::string_view column) const {
    for (const MeasureSection& section : sections)
        for (const Measure& measure : section.measures)
            if (measure.column == column)
                return &measure;
    return nullptr;
}

std::vector<Measure> Profile::targeted(const std::vector<std::string>& columns) const {
    std::vector<std::string> known;
    for (const MeasureSection& section : sections)
        for (const Measure& measure : section.measures)
            known.push_back(measure.column);
    std::vector<Measure> measures;
    for (const std::string& column : columns.empty() ? targets : columns) {
        const Measure* measure = find(column);
        if (measure == nullptr)
            throw Error(ErrorKind::Usage, fmt::format("the report has no measure \"{}\"", column),
                        {.where = file, .hint = suggestion(column, known)});
        measures.push_back(*measure);
    }
    return measures;
}

} // namespace tractwise::needs
