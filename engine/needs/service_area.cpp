// SPDX-License-Identifier: Apache-2.0
#include "engine/needs/service_area.hpp"

#include "engine/needs/wording.hpp"

#include "engine/core/text.hpp"
#include "engine/words/amounts.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace tractwise::needs {
namespace {

constexpr Text kFormTitle{"Service area: {}", "Área de servicio: {}"};
constexpr Text kFormSection{"ZIP areas", "Áreas por código ZIP"};
constexpr Text kFormCaption{"ZIP areas of {} by where its residents live",
                            "Áreas ZIP de {} según dónde viven sus residentes"};
constexpr Text kZip{"ZIP area", "Área ZIP"}, kFormPeople{"Residents", "Residentes"},
    kShareOfArea{"Share of the area", "Parte del área"};
constexpr Text kTotal{"Together", "En conjunto"};
constexpr Text kSmallOnes{"{} more ZIP areas hold {} residents ({}), each less than 1 %.",
                          "Otras {} áreas ZIP tienen {} residentes ({}), cada una menos del 1 %."};
constexpr Text kRest{"{} residents ({}) live in no ZIP area of the file.",
                     "{} residentes ({}) no viven en ningún área ZIP del archivo."};
constexpr double kLeastShare = 0.01;

/// What a row tells beside its people, as far as the study has it.
constexpr std::array<const char*, 8> kFormColumns = {
    "uninsured_share",  "poverty_200_share", "poverty_150_share", "hpsa_primary_care", "mua",
    "no_vehicle_share", "clinic_nearest_m",  "clinic_nearest_min"};

} // namespace

Document service_area_form(const study::ResultColumns& columns, const ReportChoice& choice,
                           area::AreaFinder& finder) {
    const Reader reader = choice.reader;
    const auto say = [&](Text text) { return std::string(text.in(reader)); };
    const Place& whole = choice.places.front();
    const std::vector<double> people = columns.results().people();
    const double all = whole.area.people(people);

    std::vector<Measure> measures;
    for (const char* column : kFormColumns)
        if (columns.has(column) &&
            !(std::string_view(column) == "poverty_150_share" && columns.has("poverty_200_share")))
            measures.push_back({column, {}, {}, {}});

    std::vector<Place> rows;
    double small = 0, in_some = 0;
    std::size_t small_ones = 0;
    for (const area::Area& zip : finder.find_each("all")) {
        Place place{"area", zip.name, whole.results,
                    area::overlap(columns.results(), whole.area, zip)};
        const double inside = place.area.people(people);
        in_some += inside;
        if (inside <= 0)
            continue;
        if (inside < kLeastShare * all) {
            small += inside;
            ++small_ones;
        } else {
            rows.push_back(std::move(place));
        }
    }
    std::stable_sort(rows.begin(), rows.end(), [&](const Place& a, const Place& b) {
        return a.area.people(people) > b.area.people(people);
    });
    rows.push_back({"area", say(kTotal), whole.results, whole.area});

    ReportTable table{.id = "service_area"};
    table.caption = fmt::format(fmt::runtime(say(kFormCaption)), whole.name);
    table.heads = {say(kZip), say(kFormPeople), say(kShareOfArea)};
    for (const Measure& measure : measures)
        table.heads.push_back(columns.info(measure.column)->label_in(reader));
    std::vector<std::string> names;
    std::vector<double> counts, shares;
    std::vector<std::vector<double>> values(measures.size()), margins(measures.size()),
        parts(measures.size());
    for (const Place& row : rows) {
        const double inside = row.area.people(people);
        std::vector<TableCell> cells = {
            {.text = row.name},
            {.text = words::people(inside), .number = true},
            {.text = words::percent(all > 0 ? inside / all : kNaN), .number = true}};
        names.push_back(row.name);
        counts.push_back(inside);
        shares.push_back(all > 0 ? inside / all : kNaN);
        for (std::size_t m = 0; m < measures.size(); ++m) {
            std::vector<std::string> absent;
            const std::vector<MeasuredRow> told =
                measure_all({measures[m]}, {row}, choice.profile, absent);
            cells.push_back(told.empty() ? TableCell{.text = words::kUnknown, .number = true}
                                         : cell_of(told[0], 0, choice.profile, reader));
            const area::Pooled pooled =
                told.empty() || told[0].hidden ? area::Pooled{} : told[0].area();
            values[m].push_back(pooled.value);
            margins[m].push_back(pooled.margin);
            parts[m].push_back(pooled.part.value);
        }
        table.rows.push_back(std::move(cells));
    }
    table.data = {
        .name = table.id,
        .description = {},
        .columns = {{"zip", {}, names}, {"people", {}, counts}, {"share_of_area", {}, shares}}};
    for (std::size_t m = 0; m < measures.size(); ++m) {
        table.data.columns.push_back({measures[m].column, {}, values[m]});
        table.data.columns.push_back({measures[m].column + "_moe", {}, margins[m]});
        table.data.columns.push_back({measures[m].column + "_count", {}, parts[m]});
    }
    const auto share_of_all = [&](double count) {
        return words::percent(all > 0 ? count / all : kNaN);
    };
    if (small_ones > 0)
        table.notes.push_back(fmt::format(fmt::runtime(say(kSmallOnes)), small_ones,
                                          words::people(small), share_of_all(small)));
    if (const double rest = all - in_some; rest >= 1)
        table.notes.push_back(
            fmt::format(fmt::runtime(say(kRest)), words::people(rest), share_of_all(rest)));
    Document form;
    form.title = fmt::format(fmt::runtime(say(kFormTitle)), whole.name);
    form.language = name_of(reader.language);
    form.organization = choice.theme.organization;
    form.note = choice.theme.note;
    form.logo = choice.theme.logo;
    form.accent = map::to_hex(choice.theme.accent);
    form.date = choice.date;
    form.sections.push_back({"zips", say(kFormSection), {std::move(table)}});
    return form;
}

io::OutTable areas_table(const Profile& profile, const std::vector<area::Area>& areas,
                         const std::shared_ptr<const study::Results>& results) {
    io::OutTable table{.name = "areas", .description = {}, .columns = {}};
    const std::vector<double> people = results->people();
    std::vector<std::string> names;
    std::vector<double> counts, tracts;
    for (const area::Area& area : areas) {
        names.push_back(area.name);
        counts.push_back(area.people(people));
        tracts.push_back(static_cast<double>(area.rows().size()));
    }
    table.columns = {{"area", {}, names}, {"people", {}, counts}, {"tracts", {}, tracts}};
    for (const std::string& column : profile.targets) {
        if (!results->table->has(column))
            continue;
        std::vector<double> values, margins;
        for (const area::Area& area : areas) {
            const area::Pooled pooled = area::Pool(area, people).of((*results->table)[column]);
            values.push_back(pooled.value);
            margins.push_back(pooled.margin);
        }
        table.columns.push_back({column, {}, values});
        table.columns.push_back({column + "_moe", {}, margins});
    }
    return table;
}

} // namespace tractwise::needs
