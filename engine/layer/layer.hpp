// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/access/street_network.hpp"
#include "engine/access/table_cost.hpp"
#include "engine/core/config.hpp"
#include "engine/core/progress.hpp"
#include "engine/core/said_in.hpp"
#include "engine/io/writers.hpp"
#include "engine/layer/places.hpp"
#include "engine/tract/demand_points.hpp"
#include "engine/tract/join.hpp"
#include "engine/tract/tract_set.hpp"
#include "engine/tract/tract_table.hpp"

#include <memory>
#include <string>
#include <vector>

namespace tractwise::layer {

/// What a layer is and makes, read from its layer.toml: the one origin of names, units, help and
/// legend text.
struct LayerInfo {
    std::string id;              ///< "clinic_distance"
    std::string title, title_es; ///< "Distance to health centers"
    const std::string& title_in(Language language) const {
        return said_in(language, title, title_es);
    }
    std::string question, question_es; ///< "How far do people live from a clinic?"
    struct Need {
        std::string role;               ///< the key in the study's [layers.ID]: "clinics"
        std::string what, what_es = {}; ///< one sentence
        bool required = true;
        bool several = false; ///< a list of ids is accepted; columns are looked up over all of them
        bool varies =
            false; ///< no release has all columns: one that is absent is a note, no warning
        enum class Kind {
            Rows,   ///< joined by tract id
            Points, ///< joined by place: a list of sites
            Streets,
            TravelTimes, ///< a table of origin, destination and cost
            List ///< a list of areas, joined by the layer itself: counties, tracts, facilities
        } kind = Kind::Rows;
    };
    struct Option {
        std::string key;  ///< another key of [layers.ID]: "status_column"
        std::string what; ///< one sentence with the default
    };
    std::vector<Need> needs;
    std::vector<Option> options;
    std::vector<tract::ColumnInfo> makes;
};

/// The sources of a study by id, read once and shared by the layers that ask for them; see
/// study/source_store.
class SourceReader {
public:
    virtual ~SourceReader() = default;
    /// Unknown id: Error(Usage).
    virtual const io::SourceSpec& spec(const std::string& source_id) const = 0;
    virtual std::shared_ptr<const io::Table> table(const std::string& source_id) = 0;
    /// A list of places, the closed ones apart.
    virtual std::shared_ptr<const PlaceList> place_list(const std::string& source_id) = 0;
    /// Of the list, what may be a destination.
    std::shared_ptr<const io::PointFeatures> points(const std::string& source_id) {
        const auto list = place_list(source_id);
        return {list, &list->open};
    }
    /// match_rows() of the source with the study's tracts, done once, its audit kept by the
    /// session.
    virtual std::shared_ptr<const tract::RowMatch> match(const std::string& source_id) = 0;
    /// The streets of the source as a graph for a travel profile: the id of a built-in one, or a
    /// file.
    virtual std::shared_ptr<const access::StreetNetwork>
    network(const std::string& source_id, const std::string& profile, const Progress& progress) = 0;
    virtual std::shared_ptr<const access::TableCost> travel_times(const std::string& source_id) = 0;
    /// Keeps what became of a source that a layer joined itself (a need of kind List).
    virtual void add_audit(tract::JoinAudit /*audit*/) {}
    /// Tells that a layer took a column of a table: a source of which none does is worth a warning.
    virtual void column_read(const std::string& /*source_id*/) {}
};

/// Everything a layer may look at. `options` is the study's [layers.ID] table.
struct LayerContext {
    const tract::TractSet& tracts;
    const tract::DemandPoints& demand;
    const tract::TractTable& table; ///< columns of the layers before it
    SourceReader& sources;
    const ConfigTable& options;
    Diagnostics& diagnostics;
    const Progress& progress;
};

/// What a layer gives back: its columns, one per entry of `info().makes` and in that order; small
/// tables that are not per tract (an agreement table), to be exported under `table.name`; and of
/// each source of kind Points that it used, which places it counted and which it did not.
struct LayerResult {
    std::vector<tract::Column> columns;
    std::vector<io::OutTable> tables;
    std::vector<PlaceAudit> places;
};

/// One determinant: turns sources into columns. Stateless and const; the engine knows no layer by
/// name.
///
///     class ClinicDistance final : public Layer {
///         ...
///         LayerResult measure(const LayerContext& in) const override;
///     };
///
/// `measure` may be called from several threads; it reads only its context and reports doubts to
/// its diagnostics. Errors: Error(Usage) for a required role that the study does not give,
/// Error(Input) for sources that cannot be used.
class Layer {
public:
    virtual ~Layer() = default;
    virtual const LayerInfo& info() const = 0;
    /// Keys that this layer accepts in [layers.ID], the roles of `needs` included.
    virtual std::vector<std::string> option_keys() const = 0;
    /// Error(Usage) for mistakes in [layers.ID] that can be seen before any source is read; runs
    /// before everything else.
    virtual void check(const ConfigTable& /*options*/) const {}
    /// Sources that [layers.ID] names elsewhere than under a role.
    struct FurtherSource {
        std::string id;
        LayerInfo::Need::Kind kind;
        std::string where; ///< "study.toml:12:9"
    };
    virtual std::vector<FurtherSource> further_sources(const ConfigTable& /*options*/) const {
        return {};
    }
    /// What measure() would say of its sources or refuse, beyond reading and joining them: for `check`,
    /// which computes nothing. A layer with sources of kind List joins them here.
    virtual void check_sources(const LayerContext& /*in*/) const {}
    virtual LayerResult measure(const LayerContext& in) const = 0;
    /// Only looks up and reads the columns that measure() takes from tables, for a check of a study.
    virtual void read_tables(const LayerContext& /*in*/) const {}
};

/// The layers of the program in their fixed order; layers/catalog.cpp fills it, line by line.
class LayerCatalog {
public:
    void add(std::unique_ptr<Layer> layer); ///< an id twice: Error(Internal)
    const Layer* find(std::string_view id) const;
    const std::vector<std::unique_ptr<Layer>>& layers() const { return layers_; }
    std::vector<std::string> ids() const;

private:
    std::vector<std::unique_ptr<Layer>> layers_;
};

} // namespace tractwise::layer
