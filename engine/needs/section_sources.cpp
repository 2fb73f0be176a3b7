// SPDX-License-Identifier: Apache-2.0
#include "engine/needs/sections.hpp"

#include "engine/core/text.hpp"
#include "engine/words/amounts.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace tractwise::needs {
namespace {

constexpr Text kTractsTitle{"The area, tract by tract", "El área, sector por sector"};
constexpr Text kTractsCaption{"Census tracts of {} ({} boundaries)",
                              "Sectores censales de {} (límites de {})"};
constexpr Text kTract{"Census tract", "Sector censal"}, kCounty{"County", "Condado"},
    kPeople{"People", "Personas"}, kInside{"Share inside", "Parte dentro"};
constexpr Text kByHomes{
    "Who is inside is decided by where people live ({}), not by the ground that a tract covers. "
    "Counts "
    "of a tract that is cut are taken in proportion.",
    "Quién está dentro se decide por dónde vive la gente ({}), no por el terreno del sector. Las "
    "cantidades de un sector cortado se toman en proporción."};
constexpr Text kByMiddles{
    "The study has no points where people live, so each tract is in or out as a whole, by its "
    "inner "
    "point.",
    "El estudio no tiene puntos donde vive la gente, así que cada sector está dentro o fuera por "
    "completo, según su punto interior."};

constexpr Text kGapsTitle{"What is not known", "Lo que no se sabe"};
constexpr Text kNoGaps{"Nothing that this report looks for is missing.",
                       "No falta nada de lo que este informe busca."};
constexpr Text kAbsent{
    "Not in the sources of this study, or not to be summed over an area: {}.",
    "No está en las fuentes de este estudio, o no se puede sumar para un área: {}."};
constexpr Text kFindings{"Doubts about the data that the run found:",
                         "Dudas sobre los datos que encontró el cálculo:"};
constexpr Text kTimes{"{} ({} times)", "{} ({} veces)"};

constexpr Text kMethodsTitle{"How the numbers were made", "Cómo se hicieron los números"};
constexpr std::array<Text, 8> kMethods = {
    Text{
        "Counts of an area are the sum of its tracts. A percent is the sum of those it counts over "
        "the sum of those it could count, never a mean of percents.",
        "Las cantidades de un área son la suma de sus sectores. Un porcentaje es la suma de a "
        "quienes "
        "cuenta entre la suma de a quienes podría contar, nunca un promedio de porcentajes."},
    Text{"Margins of error are at 90 %, as the American Community Survey publishes them. Of a sum: "
         "the "
         "square root of the sum of squared margins, with only the largest margin of zero "
         "estimates; "
         "of a percent: the formula for proportions, or for ratios where its radicand is negative "
         "(US "
         "Census Bureau, Understanding and Using American Community Survey Data, 2020, chapter 8).",
         "Los márgenes de error son del 90 %, como los publica la Encuesta sobre la Comunidad "
         "Estadounidense. De una suma: la raíz cuadrada de la suma de los márgenes al cuadrado, y "
         "de "
         "las estimaciones iguales a cero solo el mayor; de un porcentaje: la fórmula de "
         "proporciones, "
         "o la de razones si el radicando es negativo (US Census Bureau, Understanding and Using "
         "American Community Survey Data, 2020, capítulo 8)."},
    Text{"A margin that is made from tracts differs from the one that the survey publishes for a "
         "whole "
         "county or state, which it computes from its own sample.",
         "Un margen hecho a partir de sectores difiere del que la encuesta publica para todo un "
         "condado "
         "o estado, que calcula a partir de su propia muestra."},
    Text{
        "\"Higher\" and \"lower\" mean that the difference is larger than chance explains at 90 %: "
        "its size over the square root of both squared standard errors is above 1.645 (same "
        "source). "
        "An area is part of its county, which makes the test somewhat slow to see a difference. "
        "Distances have no margin and are compared as they are.",
        "«Más alto» y «más bajo» significan que la diferencia es mayor de lo que explica el azar "
        "al "
        "90 %: su tamaño entre la raíz de ambos errores estándar al cuadrado supera 1.645 (la "
        "misma "
        "fuente). Un área es parte de su condado, por lo que la prueba tarda algo más en ver una "
        "diferencia. Las distancias no tienen margen y se comparan tal como son."},
    Text{
        "Where a source publishes a percent and a count but not of how many, that is the count "
        "over "
        "the percent, which is rounded; the margin of such a percent is somewhat too large.",
        "Si una fuente publica un porcentaje y una cantidad, pero no de cuántos, esto último es la "
        "cantidad entre el porcentaje, que está redondeado; el margen de tal porcentaje es algo "
        "grande de más."},
    Text{"Distances are means over the people who live in the area, from where they live, geodesic "
         "or "
         "along streets as each table says.",
         "Las distancias son promedios sobre las personas que viven en el área, desde donde viven, "
         "geodésicas o por calles según dice cada tabla."},
    Text{"Medians are not given for an area, because they cannot be made from those of its tracts.",
         "No se dan medianas del área, porque no se pueden obtener de las de sus sectores."},
    Text{"Nearness to people in need does not show that anyone is refused care, and what holds for "
         "a "
         "neighborhood need not hold for each person in it.",
         "La cercanía a personas con necesidades no muestra que a alguien se le niegue atención, y "
         "lo "
         "que vale para un vecindario no tiene que valer para cada persona."}};
constexpr Text kRules{
    "Rules of this report ({}): estimates with a coefficient of variation above {} % "
    "are marked *, above {} % **.",
    "Reglas de este informe ({}): las estimaciones con coeficiente de variación de "
    "más de {} % llevan *, de más de {} % **."};
constexpr Text kWithheld{"Counts below {} are withheld.",
                         "Las cantidades menores de {} no se publican."};

constexpr Text kSourcesTitle{"Sources", "Fuentes"};
constexpr Text kNumbered{"In brackets, the numbers mean:",
                         "Los números entre corchetes significan:"};
constexpr Text kFiles{"Files that were read", "Archivos que se leyeron"};
constexpr Text kSource{"Source", "Fuente"}, kYear{"Year", "Año"}, kLicense{"License", "Licencia"},
    kFingerprint{"SHA-256", "SHA-256"};
constexpr Text kRecord{"Run: {}.", "Cálculo: {}."};

} // namespace

Section tracts_section(Telling& tell) {
    const study::Results& results = tell.results();
    const area::Area& area = tell.area().area;
    Section section{"tracts", tell.say(kTractsTitle), {}};
    if (area.by == area::Area::By::Homes)
        section.blocks.push_back(Paragraph{
            fmt::format(fmt::runtime(tell.say(kByHomes)), tract::describe(results.demand->kind)),
            true});
    else if (area.by == area::Area::By::Middles)
        section.blocks.push_back(Paragraph{tell.say(kByMiddles), true});
    ReportTable table{.id = "tracts"};
    table.caption =
        fmt::format(fmt::runtime(tell.say(kTractsCaption)), area.name, results.tracts->vintage());
    table.heads = {tell.say(kTract), "GEOID", tell.say(kCounty), tell.say(kPeople),
                   tell.say(kInside)};
    const std::vector<double> people = results.people();
    std::vector<std::string> ids, names;
    std::vector<double> counts, shares;
    for (const std::uint32_t t : area.rows()) {
        table.rows.push_back({{.text = results.tracts->name(t)},
                              {.text = results.tracts->geoid(t)},
                              {.text = results.tracts->county(t).name},
                              {.text = std::isnan(people[t]) ? std::string(words::kUnknown)
                                                             : words::people(people[t]),
                               .number = true},
                              {.text = words::percent(area.inside[t]), .number = true}});
        ids.push_back(results.tracts->geoid(t));
        names.push_back(results.tracts->name(t));
        counts.push_back(people[t]);
        shares.push_back(area.inside[t]);
    }
    table.data = {.name = table.id,
                  .description = {},
                  .columns = {{"geoid", {}, ids},
                              {"name", {}, names},
                              {"people", {}, counts},
                              {"share_inside", {}, shares}}};
    section.blocks.push_back(std::move(table));
    return section;
}

Section gaps_section(Telling& tell) {
    Section section{"gaps", tell.say(kGapsTitle), {}};
    for (const std::string& reason : tell.choice.places_left_out)
        section.blocks.push_back(Paragraph{reason});
    std::vector<std::string> absent;
    for (const std::string& column : tell.absent) {
        const tract::ColumnInfo* info = tell.results().table->info(column);
        absent.push_back(info ? info->label_in(tell.language()) : column);
    }
    if (!absent.empty())
        section.blocks.push_back(
            Paragraph{fmt::format(fmt::runtime(tell.say(kAbsent)), join(absent, "; "))});
    List doubts;
    for (const Finding& finding : tell.results().diagnostics.findings())
        if (finding.severity == Severity::Warning)
            doubts.items.push_back(
                finding.count > 1 ? fmt::format(fmt::runtime(tell.say(kTimes)), finding.message,
                                                format_count(static_cast<double>(finding.count)))
                                  : finding.message);
    if (!doubts.items.empty()) {
        section.blocks.push_back(Paragraph{tell.say(kFindings)});
        section.blocks.push_back(std::move(doubts));
    }
    if (section.blocks.empty())
        section.blocks.push_back(Paragraph{tell.say(kNoGaps)});
    return section;
}

Section methods_section(Telling& tell) {
    Section section{"methods", tell.say(kMethodsTitle), {}};
    List methods;
    for (const Text& text : kMethods)
        methods.items.push_back(tell.say(text));
    section.blocks.push_back(std::move(methods));
    const Profile& profile = tell.choice.profile;
    std::string rules = fmt::format(fmt::runtime(tell.say(kRules)),
                                    std::filesystem::path(profile.file).filename().string(),
                                    format_number(profile.reliability.high * 100),
                                    format_number(profile.reliability.medium * 100));
    if (profile.hide_below > 0)
        rules +=
            " " + fmt::format(fmt::runtime(tell.say(kWithheld)), format_number(profile.hide_below));
    section.blocks.push_back(Paragraph{std::move(rules)});
    return section;
}

Section sources_section(Telling& tell) {
    const study::Results& results = tell.results();
    Section section{"sources", tell.say(kSourcesTitle), {}};
    section.blocks.push_back(Paragraph{tell.say(kNumbered)});
    section.blocks.push_back(List{tell.sources.titles(), true});
    ReportTable table{.id = "sources", .caption = tell.say(kFiles)};
    table.heads = {tell.say(kSource), tell.say(kYear), tell.say(kLicense), "URL",
                   tell.say(kFingerprint)};
    std::vector<std::vector<std::string>> cells(6);
    for (const study::InputFile& input : results.inputs) {
        const auto found = results.study.sources.find(input.source);
        if (found == results.study.sources.end())
            continue;
        const io::SourceSpec& spec = found->second;
        constexpr std::size_t kShownDigits = 12;
        const std::string year = spec.year ? std::to_string(*spec.year) : std::string();
        table.rows.push_back({{.text = io::title_of(spec)},
                              {.text = year},
                              {.text = spec.license},
                              {.text = spec.url},
                              {.text = input.sha256.substr(0, kShownDigits)}});
        const std::string row[] = {input.source, io::title_of(spec), year,
                                   spec.license, spec.url,           input.sha256};
        for (std::size_t i = 0; i < cells.size(); ++i)
            cells[i].push_back(row[i]);
    }
    constexpr std::array kColumns = {"source", "title", "year", "license", "url", "sha256"};
    table.data = {.name = table.id, .description = {}, .columns = {}};
    for (std::size_t i = 0; i < cells.size(); ++i)
        table.data.columns.push_back({kColumns[i], {}, cells[i]});
    section.blocks.push_back(std::move(table));
    if (!tell.choice.record.empty())
        section.blocks.push_back(
            Paragraph{fmt::format(fmt::runtime(tell.say(kRecord)), tell.choice.record), true});
    return section;
}

} // namespace tractwise::needs
