// SPDX-License-Identifier: Apache-2.0
#include "viewer/import/import_uses.hpp"

#include "viewer/import/source_users.hpp"

#include "engine/core/text.hpp"

#include <algorithm>
#include <cctype>

#include <fmt/format.h>

namespace tractwise::viewer {
namespace {

using UseKind = ImportUse::Kind;

constexpr Text kCandidates{"Places where a stop could be", "Lugares donde podría haber una parada"};
constexpr Text kCandidatesWhat{"Candidates of the plan: the search chooses among them.",
                               "Candidatos del plan: la búsqueda elige entre ellos."};
constexpr Text kNewPlanWhat{"A plan of four stops is added to the study, with these as candidates. "
                            "Change its question in the panel Site.",
                            "Se agrega al estudio un plan de cuatro paradas con estos candidatos. "
                            "Cambie la pregunta en el panel Sitios."};
constexpr Text kExisting{"Sites that are open already", "Sitios que ya están abiertos"};
constexpr Text kExistingWhat{"They stay open: whom they reach is not counted as new.",
                             "Siguen abiertos: a quienes alcanzan no se cuentan como nuevos."};
constexpr Text kRole{"{}: {}", "{}: {}"};
constexpr Text kReplaces{"They take the place of \"{}\".", "Reemplazan a \"{}\"."};
constexpr Text kAdds{"It is read beside what is there already.", "Se lee junto a lo que ya está."};
constexpr Text kNewLayer{"The layer is added to the study.", "La capa se agrega al estudio."};
constexpr Text kCensus{"Census tables (ACS) or SVI for all layers",
                       "Tablas del censo (ACS) o SVI para todas las capas"};
constexpr Text kCensusWhat{"Population, social and housing measures look for their columns in it, "
                           "beside the tables that are there already.",
                           "Las medidas de población, sociales y de vivienda buscan aquí sus "
                           "columnas, junto a las tablas que ya están."};
constexpr Text kOwnColumns{"Columns to map, compare and weigh",
                           "Columnas para ver en el mapa, comparar y pesar"};
constexpr Text kOwnColumnsWhat{
    "Each column that you describe below is there like every other: on the map, in charts, filters "
    "and exports; counts of people can be the need of a plan, and any can be an indicator.",
    "Cada columna que describa abajo queda como todas las demás: en el mapa, gráficos, filtros y "
    "exportaciones; los conteos de personas pueden ser la necesidad de un plan y cualquiera puede "
    "ser un indicador."};
constexpr Text kNamedAreas{"Areas by name: ZIP codes, towns, districts",
                           "Áreas por nombre: códigos ZIP, pueblos, distritos"};
constexpr Text kNamedAreasWhat{"Tracts can be selected by them, and reports asked for by name.",
                               "Sirven para seleccionar sectores y pedir informes por nombre."};
constexpr Text kStudyTracts{"The tracts of the study", "Los sectores del estudio"};
constexpr Text kTractsWhat{"Every measure is computed again for these areas.",
                           "Cada medida se calcula de nuevo para estas áreas."};
constexpr Text kHomes{"Where people live inside the tracts",
                      "Dónde vive la gente dentro de los sectores"};
constexpr Text kHomesWhat{"Distances are measured from these blocks or block groups.",
                          "Las distancias se miden desde estos bloques o grupos de bloques."};
constexpr Text kWater{"Water, drawn on the map", "Agua, dibujada en el mapa"};
constexpr Text kPlaces{"Names of places on the map", "Nombres de lugares en el mapa"};
constexpr Text kStreetsDrawn{"Streets, drawn on the map", "Calles, dibujadas en el mapa"};
constexpr Text kDrawnWhat{"Only drawn: no number depends on it.",
                          "Solo se dibuja: ningún número depende de ello."};
constexpr Text kStreetsWhat{"Drawn on the map, and ready as \"streets\" for layers and plans that "
                            "travel along them.",
                            "Se dibujan en el mapa y quedan como \"streets\" para capas y planes "
                            "que viajan por ellas."};

bool any_column(const ImportReading& reading, bool (*fits)(const std::string&)) {
    return std::any_of(reading.columns.begin(), reading.columns.end(), fits);
}

/// "B25070_007E", "S1701_C01_001E", "DP04_0046PE", "EP_POV150", "P1_001N".
bool census_column(const std::string& name) {
    const auto digit = [&](std::size_t i) {
        return i < name.size() && std::isdigit(static_cast<unsigned char>(name[i])) != 0;
    };
    const auto table = [&](std::size_t letters, std::size_t digits) {
        for (std::size_t i = 0; i < digits; ++i)
            if (!digit(letters + i))
                return false;
        return name.find('_') != std::string::npos;
    };
    return (name.starts_with("B") && table(1, 5)) || (name.starts_with("C") && table(1, 5)) ||
           (name.starts_with("S") && table(1, 4)) || (name.starts_with("DP") && table(2, 2)) ||
           name.starts_with("EP_") || name.starts_with("EPL_") || name == "P1_001N";
}

/// Words of a file or a column by which a role of a layer is likely.
bool hints_at(const ImportReading& reading, std::string_view role) {
    std::string words = to_lower(reading.file().filename().string());
    for (const std::string& column : reading.columns)
        words += " " + to_lower(column);
    const auto says = [&](std::initializer_list<const char*> any) {
        return std::any_of(any.begin(), any.end(),
                           [&](const char* word) { return words.find(word) != std::string::npos; });
    };
    if (role == "stores")
        return says({"store_type", "store type", "store_name", "snap", "supermarket"});
    if (role == "clinics")
        return says({"health center", "hrsa", "clinic", "hospital"});
    if (role == "schools")
        return says({"school"});
    if (role == "libraries")
        return says({"librar"});
    if (role == "pharmacies")
        return says({"pharmac"});
    if (role == "food_pantries")
        return says({"pantr", "food bank", "food_bank"});
    if (role == "parks")
        return says({"park_name", "parks"});
    if (role == "evictions")
        return says({"eviction"});
    if (role == "atlas")
        return says({"lapop", "lilatracts", "foodatlas", "food_atlas"}) && !says({"sram"});
    if (role == "ruca")
        return says({"ruca"});
    if (role == "sram")
        return says({"sram"});
    if (role == "hpsa")
        return says({"hpsa"});
    if (role == "mua")
        return says({"mua/p", "imu score"});
    if (role == "qct")
        return says({"qct"});
    if (role == "opportunity_zones")
        return says({"eligible_lic", "opportunity"});
    if (role == "estimates")
        return says({"_crudeprev", "data_value_type"});
    if (role == "candidates")
        return says({"candidate", "church", "school", "parking", "librar"});
    return false;
}

ImportUse role_use(const layer::LayerInfo& info, const layer::LayerInfo::Need& need,
                   const study::Study& study, Language language) {
    ImportUse use{
        .kind = UseKind::Role, .layer = info.id, .role = need.role, .several = need.several};
    use.label = fmt::format(fmt::runtime(kRole.in(language)), info.title_in(language), need.role);
    use.what = said_in(language, need.what, need.what_es) + ". ";
    const auto layer =
        std::find_if(study.layers.begin(), study.layers.end(),
                     [&](const study::LayerChoice& choice) { return choice.id == info.id; });
    if (layer == study.layers.end())
        use.what += kNewLayer.in(language);
    else if (need.several)
        use.what += kAdds.in(language);
    else if (layer->options.has(need.role))
        use.what += fmt::format(fmt::runtime(kReplaces.in(language)),
                                join(layer->options.texts(need.role), ", "));
    return use;
}

ImportUse plain(UseKind kind, Text label, Text what, Language language) {
    return {.kind = kind, .label = label.in(language), .what = what.in(language)};
}

/// The question of a plan that a study does not have yet: four stops for everybody, by the travel
/// that the study measures clinics with.
plan::SitingChoice new_plan(const study::Study& study) {
    plan::SitingChoice plan;
    plan.spec.k = 4;
    for (const study::LayerChoice& layer : study.layers) {
        if (layer.id != "clinic_distance")
            continue;
        std::vector<std::string> others;
        for (const std::string& key : layer.options.keys())
            if (key != "cost" && key != "streets" && key != "no_vehicle" && key != "direction")
                others.push_back(key);
        plan.travel = layer.options.without(others);
        for (const std::string& id : layer.options.texts("clinics"))
            plan.existing.push_back({.source = id});
    }
    plan.within = {plan::TravelLimit::parse(plan.travel.has("streets") ? "15 min" : "5 miles")};
    return plan;
}

} // namespace

std::vector<ImportUse> uses_of(const ImportReading& reading, const study::Study& study,
                               const layer::LayerCatalog& catalog, Language language) {
    std::vector<ImportUse> likely, others;
    const auto add = [&](bool is_likely, ImportUse use) {
        (is_likely ? likely : others).push_back(std::move(use));
    };
    const auto roles_of = [&](layer::LayerInfo::Need::Kind kind) {
        for (const std::unique_ptr<layer::Layer>& layer : catalog.layers())
            for (const layer::LayerInfo::Need& need : layer->info().needs)
                if (need.kind == kind && need.role != "acs")
                    add(hints_at(reading, need.role),
                        role_use(layer->info(), need, study, language));
    };
    // A list of areas may hold places, too (facilities); only its words tell it from other tables.
    const auto lists = [&] {
        for (const std::unique_ptr<layer::Layer>& layer : catalog.layers())
            for (const layer::LayerInfo::Need& need : layer->info().needs)
                if (need.kind == layer::LayerInfo::Need::Kind::List && hints_at(reading, need.role))
                    add(true, role_use(layer->info(), need, study, language));
    };
    const bool homes = reading.id_digits >= 12 && reading.people_column.has_value();
    switch (reading.kind) {
    case ImportReading::Kind::Points:
        lists();
        if (homes)
            add(true, plain(UseKind::Homes, kHomes, kHomesWhat, language));
        add(hints_at(reading, "candidates"),
            plain(UseKind::Candidates, kCandidates, study.siting ? kCandidatesWhat : kNewPlanWhat,
                  language));
        if (study.siting)
            add(false, plain(UseKind::Existing, kExisting, kExistingWhat, language));
        roles_of(layer::LayerInfo::Need::Kind::Points);
        add(false, plain(UseKind::Places, kPlaces, kDrawnWhat, language));
        break;
    case ImportReading::Kind::Table:
        if (reading.id_columns.empty())
            return {};
        if (any_column(reading, census_column))
            add(true, plain(UseKind::CensusTables, kCensus, kCensusWhat, language));
        roles_of(layer::LayerInfo::Need::Kind::Rows);
        lists();
        others.clear(); // a table that a layer does not know gives it nothing
        if (std::find(reading.numeric.begin(), reading.numeric.end(), true) !=
            reading.numeric.end())
            add(false, plain(UseKind::Columns, kOwnColumns, kOwnColumnsWhat, language));
        break;
    case ImportReading::Kind::Polygons:
        if (reading.with_id > 0 && reading.id_digits == 11)
            add(true, plain(UseKind::Tracts, kStudyTracts, kTractsWhat, language));
        if (homes)
            add(true, plain(UseKind::Homes, kHomes, kHomesWhat, language));
        add(reading.with_id == 0, plain(UseKind::Areas, kNamedAreas, kNamedAreasWhat, language));
        add(false, plain(UseKind::Water, kWater, kDrawnWhat, language));
        break;
    case ImportReading::Kind::Streets:
        add(true, plain(UseKind::Streets, kStreetsDrawn, kStreetsWhat, language));
        break;
    case ImportReading::Kind::Unknown:
        break;
    }
    likely.insert(likely.end(), others.begin(), others.end());
    return likely;
}

void apply_use(Document& next, io::SourceSpec source, const ImportUse& use) {
    study::Study& study = next.study;
    // The map draws sources of these very names where [view] names none.
    const char* drawn = use.kind == UseKind::Water     ? "water"
                        : use.kind == UseKind::Places  ? "places"
                        : use.kind == UseKind::Streets ? "streets"
                                                       : nullptr;
    if (drawn != nullptr)
        source.id = study.view.text(drawn, drawn);
    const std::string id = source.id;
    study.sources.insert_or_assign(id, std::move(source));
    switch (use.kind) {
    case UseKind::Candidates:
        if (!study.siting)
            study.siting = new_plan(study);
        study.siting->candidates.push_back({.source = id});
        break;
    case UseKind::Existing:
        if (study.siting)
            study.siting->existing.push_back({.source = id});
        break;
    case UseKind::Role:
        give_to_layer(study, use.layer, use.role, id, use.several);
        break;
    case UseKind::CensusTables:
        for (const char* layer : {"population", "social", "housing"})
            give_to_layer(study, layer, "acs", id, true);
        break;
    case UseKind::Columns:
        for (layer::OwnColumn column : use.columns) {
            column.source = id;
            study.columns.push_back(std::move(column));
        }
        break;
    case UseKind::Areas:
        study.areas.push_back(id);
        break;
    case UseKind::Tracts:
        study.tracts = id;
        break;
    case UseKind::Homes:
        study.demand = id;
        break;
    case UseKind::Water:
    case UseKind::Places:
    case UseKind::Streets:
        break;
    }
}

} // namespace tractwise::viewer
