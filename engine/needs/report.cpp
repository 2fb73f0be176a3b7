// SPDX-License-Identifier: Apache-2.0
#include "engine/needs/report.hpp"

#include "engine/needs/sections.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"
#include "engine/words/amounts.hpp"

#include <fmt/format.h>

namespace tractwise::needs {
namespace {

constexpr Text kTitle{"Community needs: {}", "Necesidades de la comunidad: {}"};
constexpr Text kSubtitle{"{} residents in {} · {}", "{} residentes en {} · {}"};

constexpr Text kSummary{"In short", "En resumen"};
constexpr Text kNoTarget{"The study has none of the columns that the first page is about.",
                         "El estudio no tiene ninguna de las columnas de la primera página."};
constexpr Text kHeldAgainst{"Each number is set beside {}. \"Higher\" and \"lower\" are said only "
                            "where the difference is larger "
                            "than the margins of error of the survey explain.",
                            "Cada número está junto a {}. «Más alto» y «más bajo» se dicen solo "
                            "donde la diferencia es mayor "
                            "de lo que explican los márgenes de error de la encuesta."};

void require_people(const ReportChoice& choice) {
    const Place& place = choice.places.front();
    const double people = place.area.people(place.results->people());
    if (people < choice.profile.least_people || people <= 0)
        throw Error(
            ErrorKind::Input,
            fmt::format("\"{}\" has {} residents, too few for a report", place.name,
                        words::people(people)),
            {.where = choice.profile.file,
             .hint = fmt::format("the profile asks for {} (least_people); take a larger area",
                                 format_number(choice.profile.least_people))});
}

} // namespace

std::size_t SourceList::number_of(const std::string& source) {
    const auto found = std::find(titles_.begin(), titles_.end(), source);
    if (found != titles_.end())
        return static_cast<std::size_t>(found - titles_.begin()) + 1;
    titles_.push_back(source);
    return titles_.size();
}

Section summary_section(Telling& tell) {
    Section section{"summary", tell.say(kSummary), {}};
    section.blocks.push_back(Paragraph{residents_sentence(tell.area(), tell.language())});
    std::vector<std::string> others;
    for (std::size_t p = 1; p < tell.choice.places.size(); ++p)
        others.push_back(tell.choice.places[p].name);
    if (!others.empty())
        section.blocks.push_back(
            Paragraph{fmt::format(fmt::runtime(tell.say(kHeldAgainst)), join(others, "; ")), true});
    std::vector<std::string> left_out; // each section tells what it lacks
    List sentences;
    const std::vector<Measure> targets = tell.choice.profile.targeted(tell.choice.targets);
    for (const MeasuredRow& row :
         measure_all(targets, tell.choice.places, tell.choice.profile, left_out))
        if (std::string text = sentence_of(row, tell.choice.places, tell.choice.profile,
                                           tell.cite(), tell.reader());
            !text.empty()) {
            if (const std::string warning =
                    coverage_warning(tell.results(), row.info, tell.language());
                !warning.empty())
                text += " " + warning;
            sentences.items.push_back(std::move(text));
        }
    if (sentences.items.empty())
        section.blocks.push_back(Paragraph{tell.say(kNoTarget), true});
    else
        section.blocks.push_back(std::move(sentences));
    // The first target that a map can show.
    for (const Measure& target : targets)
        if (const tract::ColumnInfo* info = tell.columns.info(target.column)) {
            section.blocks.push_back(
                area_map(tell, target.column, info->label_in(tell.language())));
            break;
        }
    return section;
}

Document needs_report(const study::ResultColumns& columns, const map::Overlays& overlays,
                      const ReportChoice& choice, const Progress& progress) {
    require_people(choice);
    Telling tell{columns, overlays, choice, {}, {}};
    const Place& place = choice.places.front();
    Document report;
    report.title = fmt::format(fmt::runtime(tell.say(kTitle)), place.name);
    report.subtitle =
        fmt::format(fmt::runtime(tell.say(kSubtitle)),
                    words::people(place.area.people(place.results->people())),
                    census_tracts(place.area.rows().size(), choice.reader.language),
                    place.results->study.region.name.empty() ? place.results->study.title
                                                             : place.results->study.region.name);
    report.language = name_of(choice.reader.language);
    report.organization = choice.theme.organization;
    report.note = choice.theme.note;
    report.logo = choice.theme.logo;
    report.accent = map::to_hex(choice.theme.accent);
    report.date = choice.date;

    progress.step("summary", 0);
    report.sections.push_back(summary_section(tell));
    const auto add = [&](std::optional<Section> section, double done) {
        progress.step("report", done);
        if (section)
            report.sections.push_back(std::move(*section));
    };
    for (const MeasureSection& asked : choice.profile.sections)
        add(measure_section(tell, asked), 0.2);
    add(index_section(tell), 0.4);
    add(groups_section(tell), 0.6);
    add(together_section(tell), 0.65);
    add(near_section(tell), 0.7);
    add(plan_section(tell), 0.8);
    add(change_section(tell), 0.85);
    add(tracts_section(tell), 0.9);
    add(gaps_section(tell), 0.9);
    add(methods_section(tell), 0.9);
    add(sources_section(tell), 1);
    return report;
}

std::vector<const ReportTable*> tables_of(const Document& document) {
    std::vector<const ReportTable*> tables;
    for (const Section& section : document.sections)
        for (const Block& block : section.blocks)
            if (const auto* table = std::get_if<ReportTable>(&block))
                tables.push_back(table);
    return tables;
}

} // namespace tractwise::needs
