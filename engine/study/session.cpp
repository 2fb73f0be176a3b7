// SPDX-License-Identifier: Apache-2.0
#include "engine/study/session.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"
#include "engine/index/columns.hpp"
#include "engine/io/calendar.hpp"
#include "engine/io/network.hpp"
#include "engine/io/open_rows.hpp"
#include "engine/layer/travel.hpp"
#include "engine/plan/columns.hpp"
#include "engine/plan/stage.hpp"
#include "engine/study/coverage.hpp"
#include "engine/study/people_check.hpp"
#include "engine/study/source_store.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

#include <fmt/format.h>

namespace tractwise::study {
namespace {

/// Columns of the indicators that are switched on, optional ones among them.
void add_indicator_columns(const index::Domain& domain, std::set<std::string>& columns) {
    for (const index::Indicator& indicator : domain.indicators)
        if (indicator.enabled && indicator.weight > 0)
            columns.insert(indicator.column);
    for (const index::Domain& inner : domain.domains)
        if (inner.enabled && inner.weight > 0)
            add_indicator_columns(inner, columns);
}

} // namespace

Session::Session(const layer::LayerCatalog& catalog,
                 std::vector<std::filesystem::path> recipe_folders)
    : catalog_(catalog), recipe_folders_(std::move(recipe_folders)) {}

Session::~Session() = default;

Session::Stage Session::first_difference(const Study& a, const Study& b) {
    if (a.region != b.region || a.tracts != b.tracts || a.demand != b.demand ||
        a.demand_join != b.demand_join || a.sources != b.sources || a.date != b.date ||
        Opening::of(a) != Opening::of(b))
        return Stage::Tracts;
    if (a.layers != b.layers || a.columns != b.columns)
        return Stage::Layers;
    if (a.index != b.index)
        return Stage::Index;
    if (a.siting != b.siting)
        return Stage::Siting;
    return Stage::Done;
}

void Session::update(Study next) {
    stale_ = std::min(stale_, first_difference(study_, next));
    study_ = std::move(next);
}

std::shared_ptr<const Results> Session::run(const Progress& progress, Stage through) {
    // Mistakes in the study should not wait for the stages before them.
    io::require_consent(study_.sources);
    check_layers();
    const std::optional<index::IndexRecipe> recipe = chosen_recipe();
    check_siting(recipe);
    const bool with_plan = study_.siting.has_value() && through >= Stage::Siting;
    const Progress before = progress.part(0, with_plan ? 0.5 : 1);
    if (watch_.changed())
        stale_ = Stage::Tracts;
    // A stage that fails stays stale, so that the next run tries it again.
    if (stale_ <= Stage::Tracts) {
        run_tracts(before.part(0.0, 0.5));
        stale_ = Stage::Layers;
    }
    if (stale_ <= Stage::Layers && through >= Stage::Layers) {
        run_layers(before.part(0.5, 0.95));
        stale_ = Stage::Index;
    }
    if (stale_ <= Stage::Index && through >= Stage::Index) {
        run_index(recipe, before.part(0.95, 1.0));
        stale_ = Stage::Siting;
    }
    if (stale_ <= Stage::Siting && through >= Stage::Siting) {
        run_siting(progress.part(0.5, 1.0));
        stale_ = Stage::Done;
    }
    drop_stale();
    follow_scenarios();
    compare_releases(recipe);
    require_same_inputs();
    progress.step("done", 1.0);
    return publish();
}

std::shared_ptr<const Results> Session::check(const Progress& progress) {
    io::require_consent(study_.sources);
    check_layers();
    const std::optional<index::IndexRecipe> recipe = chosen_recipe();
    if (recipe)
        check_recipe_columns(*recipe);
    check_siting(recipe);
    run_tracts(progress.part(0.0, 0.6));
    stale_ = Stage::Layers;
    layer_table_ = table_ = std::make_shared<const tract::TractTable>(tracts_->geoids());
    index_.reset();
    extra_tables_.clear();
    places_.reset();
    partial_lists_.clear();
    layer_findings_ = index_findings_ = {};
    // Every source is read and joined the way a layer would: by id where it has tract ids, by place
    // otherwise.
    double done = 0.6;
    for (const LayerChoice& choice : study_.layers) {
        for (const layer::LayerInfo::Need& need : catalog_.find(choice.id)->info().needs)
            for (const std::string& source : choice.options.texts(need.role)) {
                progress.step("checking " + source, done);
                done += (1 - done) / 4;
                store_->check(source, need.kind);
            }
        for (const layer::Layer::FurtherSource& source :
             catalog_.find(choice.id)->further_sources(choice.options))
            store_->check(source.id, source.kind);
        catalog_.find(choice.id)->check_sources({.tracts = *tracts_,
                                                 .demand = *demand_,
                                                 .table = *table_,
                                                 .sources = *store_,
                                                 .options = choice.options,
                                                 .diagnostics = layer_findings_,
                                                 .progress = progress});
        // What the columns hold is the business of a run; here counts only that some are read.
        Diagnostics aside;
        catalog_.find(choice.id)->read_tables({.tracts = *tracts_,
                                               .demand = *demand_,
                                               .table = *table_,
                                               .sources = *store_,
                                               .options = choice.options,
                                               .diagnostics = aside,
                                               .progress = progress});
    }
    const ConfigTable none;
    for (const layer::OwnColumn& column : study_.columns)
        layer::read_own_column(column, {.tracts = *tracts_,
                                        .demand = *demand_,
                                        .table = *table_,
                                        .sources = *store_,
                                        .options = none,
                                        .diagnostics = layer_findings_,
                                        .progress = progress});
    store_->report_unread(tables_of_layers(), layer_findings_);
    if (study_.siting) {
        for (const plan::SitingChoice::NamedSource& named : study_.siting->sources()) {
            using Kind = layer::LayerInfo::Need::Kind;
            progress.step("checking " + named.id, done);
            store_->check(named.id, named.key == "streets" ? Kind::Streets
                                    : named.key == "cost"  ? Kind::TravelTimes
                                                           : Kind::Points);
        }
        plan::check_sites(
            *study_.siting,
            {.tracts = *tracts_, .demand = *demand_, .table = *table_, .sources = *store_},
            siting_findings_);
    }
    compare_releases(recipe);
    return publish();
}

std::shared_ptr<const Results> Session::results() const {
    const std::lock_guard lock(mutex_);
    return results_;
}

std::vector<std::string> Session::known_sources() const {
    std::vector<std::string> known;
    for (const auto& [id, spec] : study_.sources)
        known.push_back(id);
    return known;
}

void Session::check_layers() const {
    for (const LayerChoice& choice : study_.layers) {
        const layer::Layer* layer = catalog_.find(choice.id);
        if (layer == nullptr)
            throw Error(
                ErrorKind::Usage, fmt::format("unknown layer \"{}\"", choice.id),
                {.where = choice.options.where(), .hint = suggestion(choice.id, catalog_.ids())});
        choice.options.allow(layer->option_keys());
        for (const layer::LayerInfo::Need& need : layer->info().needs) {
            for (const std::string& source : choice.options.texts(need.role))
                if (!study_.sources.contains(source))
                    choice.options.fail(need.role, fmt::format("there is no source \"{}\"", source),
                                        suggestion(source, known_sources()));
            if (need.required && !choice.options.has(need.role))
                choice.options.fail(
                    need.role,
                    fmt::format("layer \"{}\" needs \"{}\": {}", choice.id, need.role, need.what),
                    fmt::format("add {} = \"SOURCE_ID\"", need.role));
        }
        layer->check(choice.options);
        for (const layer::Layer::FurtherSource& source : layer->further_sources(choice.options))
            if (!study_.sources.contains(source.id))
                throw Error(
                    ErrorKind::Usage, fmt::format("there is no source \"{}\"", source.id),
                    {.where = source.where, .hint = suggestion(source.id, known_sources())});
    }
}

std::vector<std::string> Session::tables_of_layers() const {
    std::vector<std::string> tables;
    for (const LayerChoice& choice : study_.layers)
        for (const layer::LayerInfo::Need& need : catalog_.find(choice.id)->info().needs)
            if (need.kind == layer::LayerInfo::Need::Kind::Rows)
                for (const std::string& source : choice.options.texts(need.role))
                    if (std::find(tables.begin(), tables.end(), source) == tables.end())
                        tables.push_back(source);
    return tables;
}

std::vector<std::string> Session::made_columns() const {
    std::vector<std::string> made;
    for (const LayerChoice& choice : study_.layers)
        for (const tract::ColumnInfo& column : catalog_.find(choice.id)->info().makes)
            made.push_back(column.name);
    for (const layer::OwnColumn& column : study_.columns)
        made.push_back(column.name);
    return made;
}

void Session::check_recipe_columns(const index::IndexRecipe& recipe) const {
    const std::vector<std::string> made = made_columns();
    std::vector<std::string> missing;
    for (const std::string& name : index::required_columns(recipe))
        if (std::find(made.begin(), made.end(), name) == made.end())
            missing.push_back(name);
    if (!missing.empty())
        throw Error(
            ErrorKind::Usage,
            fmt::format("recipe \"{}\" needs columns that no layer of the study makes: {}",
                        recipe.id, join(missing, ", ")),
            {.where = study_.index->declared.where(), .hint = suggestion(missing.front(), made)});
}

void Session::check_siting(const std::optional<index::IndexRecipe>& recipe) const {
    if (!study_.siting)
        return;
    for (const plan::SitingChoice::NamedSource& named : study_.siting->sources())
        if (!study_.sources.contains(named.id))
            throw Error(ErrorKind::Usage, fmt::format("there is no source \"{}\"", named.id),
                        {.where = named.where, .hint = suggestion(named.id, known_sources())});
    layer::Travel::check(study_.siting->travel);
    std::vector<std::string> columns = made_columns();
    if (recipe)
        for (std::string column :
             {index::names_of(*recipe).score(), index::names_of(*recipe).percentile()})
            columns.push_back(std::move(column));
    study_.siting->check_columns(columns);
}

void Session::run_tracts(const Progress& progress) {
    tract_findings_ = {};
    watch_ = io::InputWatch(study_.sources);
    drop_plan(); // its rows are those of the homes that were read before
    progress.step("reading tracts", 0);
    tracts_ = std::make_shared<const tract::TractSet>(tract::TractSet::read(
        study_.sources.at(study_.tracts), study_.region, tract_findings_, progress.part(0, 0.6)));
    store_ = std::make_unique<SourceStore>(study_, tracts_);

    progress.step("reading where people live", 0.6);
    if (study_.demand.empty()) {
        demand_ = std::make_shared<const tract::DemandPoints>(
            tract::DemandPoints::from_centroids(*tracts_, {}));
        tract_findings_.add(
            {Severity::Warning,
             "demand-fallback",
             study_.tracts,
             "no demand points were given: distances are measured from tract centroids, which can "
             "be far from where people live",
             demand_->size(),
             {}});
    } else {
        tract::JoinAudit audit;
        demand_ = std::make_shared<const tract::DemandPoints>(
            tract::DemandPoints::read(study_.sources.at(study_.demand), *tracts_,
                                      study_.demand_join, audit, tract_findings_));
        store_->add_audit(std::move(audit));
    }
    progress.step("hashing inputs", 0.8);
    inputs_.clear();
    for (const auto& [id, source] : study_.sources)
        inputs_.push_back({id, io::shown_path(source), io::fingerprint(source)});
}

/// What was hashed is then what was read, whenever a layer has read it.
void Session::require_same_inputs() {
    const auto source = watch_.changed();
    if (!source)
        return;
    stale_ = Stage::Tracts;
    throw Error(ErrorKind::Input,
                fmt::format("the file of source \"{}\" was changed while it was read", *source),
                {.where = io::shown_path(study_.sources.at(*source)),
                 .hint = "run again once nobody writes it any more"});
}

void Session::run_layers(const Progress& progress) {
    layer_findings_ = {};
    extra_tables_.clear();
    std::vector<layer::PlaceAudit> places;
    tract::TractTable table(tracts_->geoids());
    const auto chosen = [&](const std::string& id) {
        return std::find_if(study_.layers.begin(), study_.layers.end(),
                            [&](const LayerChoice& choice) { return choice.id == id; });
    };
    std::size_t done = 0;
    for (const auto& layer : catalog_.layers()) {
        const auto choice = chosen(layer->info().id);
        if (choice == study_.layers.end())
            continue;
        const auto share = [&](std::size_t layers) {
            return static_cast<double>(layers) / static_cast<double>(study_.layers.size());
        };
        const Progress own = progress.part(share(done), share(done + 1));
        ++done;
        own.step(layer->info().title, 0);
        layer::LayerResult result = layer->measure({.tracts = *tracts_,
                                                    .demand = *demand_,
                                                    .table = table,
                                                    .sources = *store_,
                                                    .options = choice->options,
                                                    .diagnostics = layer_findings_,
                                                    .progress = own});
        for (tract::Column& column : result.columns)
            table.add(std::move(column));
        for (io::OutTable& extra : result.tables)
            extra_tables_.push_back(std::move(extra));
        std::move(result.places.begin(), result.places.end(), std::back_inserter(places));
    }
    const ConfigTable none;
    for (const layer::OwnColumn& column : study_.columns)
        table.add(layer::read_own_column(column, {.tracts = *tracts_,
                                                  .demand = *demand_,
                                                  .table = table,
                                                  .sources = *store_,
                                                  .options = none,
                                                  .diagnostics = layer_findings_,
                                                  .progress = progress}));
    partial_lists_ = layer::partial_lists(places, *tracts_);
    places_ = std::make_shared<const std::vector<layer::PlaceAudit>>(std::move(places));
    compare_people(study_.demand, *demand_, *tracts_, table, layer_findings_);
    layer_table_ = std::make_shared<const tract::TractTable>(std::move(table));
    store_->report_unread(tables_of_layers(), layer_findings_);
}

std::optional<index::IndexRecipe> Session::chosen_recipe() const {
    if (!study_.index)
        return std::nullopt;
    return apply(*study_.index, index::load_recipe(study_.index->recipe, recipe_folders_),
                 study_.columns);
}

void Session::run_index(const std::optional<index::IndexRecipe>& recipe, const Progress& progress) {
    index_findings_ = {};
    // What it found before, of the same columns: a moved slider leaves most of it as it is.
    const std::shared_ptr<const index::IndexResult> before =
        index_of_ == layer_table_ ? index_ : nullptr;
    index_.reset();
    table_ = layer_table_;
    if (!recipe)
        return;
    progress.step("index " + recipe->id, 0);
    const bool covered_only = study_.index->covered_only;
    const tract::TractTable table = covered_only ? with_covered(*recipe) : *layer_table_;
    index::IndexRecipe asked = *recipe;
    if (covered_only)
        asked.pool.push_back({std::string(kCoveredColumn), index::Condition::Op::Greater, 0});
    // The column of who is covered is made anew, and not by this recipe alone.
    index::IndexResult result =
        index::evaluate(asked, table, index_findings_, covered_only ? nullptr : before.get());
    if (study_.index->uncertainty)
        result.uncertainty = std::make_shared<const index::IndexUncertainty>(index::uncertainty(
            result, table, *study_.index->uncertainty, index_findings_, progress));
    index_ = std::make_shared<const index::IndexResult>(std::move(result));
    index_of_ = covered_only ? nullptr : layer_table_;
    table_ = std::make_shared<const tract::TractTable>(
        index::with_index(table, index_, tracts_->vintage()));
}

tract::TractTable Session::with_covered(const index::IndexRecipe& recipe) const {
    tract::TractTable table = *layer_table_;
    tract::Column covered;
    covered.info = {.name = std::string(kCoveredColumn),
                    .label = "Covered by the lists of places behind the index",
                    .label_es = "Cubierto por las listas de lugares del índice",
                    .unit = "flag",
                    .vintage = tracts_->vintage()};
    covered.values.assign(tracts_->size(), 1);
    std::set<std::string> read;
    add_indicator_columns(recipe.overall, read);
    std::vector<std::string> titles;
    for (const layer::PartialList& list : partial_lists_) {
        const bool used = std::any_of(read.begin(), read.end(), [&](const std::string& name) {
            const tract::ColumnInfo* info = table.info(name);
            return info != nullptr && info->source.find(list.title) != std::string::npos;
        });
        if (!used)
            continue;
        titles.push_back(list.title);
        for (const std::uint32_t row : list.beyond)
            covered.values[row] = 0;
    }
    covered.info.source = join(titles, "; ");
    covered.info.formula =
        "0: the tract lies beyond the places of a list that ends inside the region";
    table.add(std::move(covered));
    return table;
}

void Session::run_siting(const Progress& progress) {
    if (!study_.siting)
        return drop_plan();
    // The plan before stands until there is another: a search may fail, or be stopped.
    Diagnostics findings;
    siting_ = std::make_shared<const plan::SitingResults>(tractwise::plan::run_siting(
        *study_.siting,
        {.tracts = *tracts_, .demand = *demand_, .table = *table_, .sources = *store_}, findings,
        progress));
    siting_findings_ = std::move(findings);
    planned_ = std::make_shared<const Study>(study_);
}

void Session::follow_scenarios() {
    if (!siting_ || !study_.siting || !planned_->siting ||
        planned_->siting->scenarios == study_.siting->scenarios)
        return;
    siting_ = std::make_shared<const plan::SitingResults>(
        siting_->with_scenarios(study_.siting->scenarios));
    Study planned = *planned_;
    planned.siting->scenarios = study_.siting->scenarios;
    planned_ = std::make_shared<const Study>(std::move(planned));
}

void Session::drop_plan() {
    siting_.reset();
    planned_.reset();
    siting_findings_ = {};
}

void Session::drop_stale() {
    if (stale_ <= Stage::Layers) {
        layer_table_ = std::make_shared<const tract::TractTable>(tracts_->geoids());
        extra_tables_.clear();
        places_.reset();
        partial_lists_.clear();
        layer_findings_ = {};
    }
    if (stale_ <= Stage::Index) {
        table_ = layer_table_;
        index_.reset();
        index_findings_ = {};
    }
    // A plan stays until there is another, marked as older where its question changed.
    if (!study_.siting)
        drop_plan();
}

void Session::compare_releases(const std::optional<index::IndexRecipe>& recipe) {
    release_findings_ = {};
    std::set<int> years;
    std::vector<std::string> said;
    for (const auto& [source, year] : store_->acs_years()) {
        years.insert(year);
        said.push_back(fmt::format("{}: {}", source, year));
    }
    if (years.size() > 1)
        release_findings_.add({Severity::Warning, "releases-differ", "sources",
                               "the study puts survey tables of several releases side by side; "
                               "shares whose parts come from two of them compare different years",
                               said.size(), said});
    if (recipe && recipe->acs_year)
        for (const auto& [source, year] : store_->acs_years())
            if (year != *recipe->acs_year)
                release_findings_.add(
                    {Severity::Warning,
                     "other-release",
                     source,
                     fmt::format(
                         "recipe \"{}\" is made from the release of {}, the source is of {}: the "
                         "index is computed here, not published",
                         recipe->id, *recipe->acs_year, year),
                     1,
                     {}});
}

std::shared_ptr<const Results> Session::publish() {
    auto results = std::make_shared<Results>();
    results->study = study_;
    results->tracts = tracts_;
    results->demand = demand_;
    results->layer_table = layer_table_;
    results->table = table_;
    results->extra_tables = extra_tables_;
    if (places_)
        results->places = places_;
    results->partial_lists = partial_lists_;
    results->streets = store_->streets();
    results->index = index_;
    if (siting_) {
        results->siting = siting_;
        results->planned = planned_;
        results->table = std::make_shared<const tract::TractTable>(
            plan::with_plan(*table_, siting_, tracts_->vintage()));
    }
    results->audits = store_->audits();
    results->inputs = inputs_;
    if (store_->day_matters())
        results->open_on = io::iso_day(store_->day());
    results->diagnostics.merge(tract_findings_);
    results->diagnostics.merge(layer_findings_);
    results->diagnostics.merge(store_->diagnostics()); // of reading, once, whoever asked for it
    results->diagnostics.merge(release_findings_);
    results->diagnostics.merge(index_findings_);
    // People and streets are those of the layers: what these have said of them counts once.
    for (const Finding& finding : siting_findings_.findings()) {
        const auto& said = results->diagnostics.findings();
        if (std::find(said.begin(), said.end(), finding) == said.end())
            results->diagnostics.add(finding);
    }
    if (results->plan_is_older())
        results->diagnostics.add(
            {Severity::Warning,
             "plan-older",
             "siting",
             "the study changed since the stops were found: the plan answers the question before",
             1,
             {}});
    const std::lock_guard lock(mutex_);
    results_ = results;
    return results;
}

} // namespace tractwise::study
