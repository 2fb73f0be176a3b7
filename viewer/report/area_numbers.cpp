// SPDX-License-Identifier: Apache-2.0
#include "viewer/report/area_numbers.hpp"

#include "engine/core/text.hpp"
#include "engine/needs/wording.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace tractwise::viewer {
namespace {

constexpr Text kAreaIn{"Area of {} tracts in {}", "Área de {} sectores en {}"};
constexpr Text kAreaOf{"Area of {} tracts", "Área de {} sectores"};
constexpr Text kSourceIs{"Source: {}.", "Fuente: {}."};
constexpr const char* kPeopleColumn = "population";

/// "1,240 of 6,870 residents ...", and what is doubtful about it.
std::string told(const AreaNumbers& numbers, const needs::MeasuredRow& row, Reader reader) {
    const needs::Cite cite = [&](const std::string& source) {
        return fmt::format(fmt::runtime(kSourceIs.in(reader)), source);
    };
    std::string text = needs::sentence_of(row, numbers.places, numbers.profile, cite, reader);
    if (text.empty())
        return text;
    const std::string warning =
        needs::coverage_warning(*numbers.places.front().results, row.info, reader.language);
    return warning.empty() ? text : text + " " + warning;
}

} // namespace

std::string area_name(const study::Results& results, const Selection& selection, Reader reader) {
    const tract::TractSet& tracts = *results.tracts;
    const std::vector<std::uint32_t> rows = selection.selected();
    if (rows.size() == 1)
        return tracts.name(rows.front());
    const std::string& region = results.study.region.name;
    if (rows.size() == tracts.size() && !region.empty())
        return region;
    const std::string count = format_count(static_cast<double>(rows.size()));
    const tract::County& county = tracts.county(rows.front());
    // Rows ascend, and so do counties: where the last one lies in the same, all do.
    if (rows.back() >= county.last)
        return fmt::format(fmt::runtime(kAreaOf.in(reader)), count);
    if (rows.size() == county.last - county.first)
        return county.name;
    return fmt::format(fmt::runtime(kAreaIn.in(reader)), count, county.name);
}

area::Area selected_area(const study::Results& results, const Selection& selection,
                         std::string name) {
    return area::of_tracts(results, std::move(name), selection.selected());
}

AreaNumbers area_numbers(std::shared_ptr<const study::Results> results, const Selection& selection,
                         needs::Profile profile, Reader reader) {
    AreaNumbers numbers{.profile = std::move(profile), .places = {}, .rows = {}};
    const area::Area area =
        selected_area(*results, selection, area_name(*results, selection, reader));
    numbers.places = needs::ComparedPlaces(results, {.state = false}, reader).places_for(area);
    std::vector<needs::Measure> measures = numbers.profile.targeted();
    if (const needs::Measure* people = numbers.profile.find(kPeopleColumn))
        measures.insert(measures.begin(), *people);
    std::vector<std::string> absent; // the report lists them; here there is no room
    numbers.rows = needs::measure_all(measures, numbers.places, numbers.profile, absent);
    return numbers;
}

std::string sentence(const AreaNumbers& numbers, std::size_t row, Reader reader) {
    const std::string text = told(numbers, numbers.rows[row], reader);
    return text.empty() ? text : numbers.places.front().name + ": " + text;
}

std::string sentences(const AreaNumbers& numbers, Reader reader) {
    std::string text = needs::residents_sentence(numbers.places.front(), reader.language);
    for (const needs::MeasuredRow& row : numbers.rows)
        if (const std::string line = told(numbers, row, reader); !line.empty())
            text += "\n" + line;
    return text;
}

} // namespace tractwise::viewer
