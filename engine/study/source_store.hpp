// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/io/open_rows.hpp"
#include "engine/layer/layer.hpp"
#include "engine/study/results.hpp"
#include "engine/study/study.hpp"

#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace tractwise::study {

/// What a study says about open and closed: the day that counts, and the values of lists of places
/// that it counts by itself, so that they are not taken for closed.
///
///     io::keep_open(stores, source, Opening::of(study).rule("stores"), diagnostics);
struct Opening {
    io::Day day = io::today();
    /// The `status` of layers, the `where` of sites: source -> column -> values.
    std::map<std::string, std::map<std::string, std::vector<std::string>>> counted;

    static Opening of(const Study& study);
    io::OpenRule rule(const std::string& source_id) const;
    friend bool operator==(const Opening& a, const Opening& b) {
        return a.day == b.day && a.counted == b.counted;
    }
};

/// The sources of one study, each read at most once, with the audit of every join.
///
///     SourceStore store(study, tracts);
///     auto rows = store.match("acs");       // reads, checks ids and vintage, remembers the audit
///     store.audits();                        // one per source that was joined, by id
///
/// A source with `sum` or `crosswalk` is brought to the study's tracts before it is joined
/// (bring_to_tracts.hpp). Points are destinations: those that are closed stand apart
/// (io/open_rows.hpp). They have no ids to join: their audit counts places inside the region
/// instead. Findings of reading go to diagnostics(). Not thread-safe: stages run one after the
/// other.
class SourceStore final : public layer::SourceReader {
public:
    SourceStore(const Study& study, std::shared_ptr<const tract::TractSet> tracts);

    const io::SourceSpec& spec(const std::string& source_id) const override;
    std::shared_ptr<const io::Table> table(const std::string& source_id) override;
    std::shared_ptr<const layer::PlaceList> place_list(const std::string& source_id) override;
    std::shared_ptr<const tract::RowMatch> match(const std::string& source_id) override;
    std::shared_ptr<const access::StreetNetwork> network(const std::string& source_id,
                                                         const std::string& profile,
                                                         const Progress& progress) override;
    std::shared_ptr<const access::TableCost> travel_times(const std::string& source_id) override;
    void column_read(const std::string& source_id) override { read_.insert(source_id); }

    /// Finding "source-not-read": a table that was joined, and no layer took a column of it.
    void report_unread(const std::vector<std::string>& source_ids, Diagnostics& diagnostics) const;

    /// Reads and joins a source the way a layer with such a need would.
    void check(const std::string& source_id, layer::LayerInfo::Need::Kind kind);

    /// The releases of the survey tables that were read, by source, where they are known.
    const std::map<std::string, int>& acs_years() const { return acs_years_; }

    void add_audit(tract::JoinAudit audit) override;
    std::vector<tract::JoinAudit> audits() const;
    /// The streets that were read, by source.
    const std::map<std::string, std::shared_ptr<const io::StreetData>>& streets() const {
        return streets_;
    }
    const Diagnostics& diagnostics() const { return diagnostics_; }
    /// True where the day decided, or may decide on another day, which places are open.
    bool day_matters() const { return day_matters_; }
    io::Day day() const { return opening_.day; }

private:
    std::shared_ptr<const io::StreetData> read_streets(const std::string& source_id,
                                                       const Progress& progress);

    std::map<std::string, io::SourceSpec> sources_;
    std::shared_ptr<const tract::TractSet> tracts_;
    Opening opening_;
    bool day_matters_ = false;
    std::map<std::string, std::shared_ptr<const io::Table>> tables_;
    std::map<std::string, std::shared_ptr<const layer::PlaceList>> places_;
    std::map<std::string, std::shared_ptr<const tract::RowMatch>> matches_;
    std::map<std::string, std::shared_ptr<const io::StreetData>> streets_;
    /// By source and profile.
    std::map<std::pair<std::string, std::string>, std::shared_ptr<const access::StreetNetwork>>
        networks_;
    std::map<std::string, std::shared_ptr<const access::TableCost>> travel_times_;
    std::map<std::string, int> acs_years_;
    std::map<std::string, tract::JoinAudit> audits_;
    std::set<std::string> read_; ///< tables of which a layer has taken a column
    Diagnostics diagnostics_;
};

} // namespace tractwise::study
