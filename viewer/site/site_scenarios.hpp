// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "viewer/panel.hpp"
#include "viewer/site/site_draft.hpp"

#include "engine/siting/compare.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tractwise::viewer {

/// Named sets of stops beside the existing sites: "today", "plan", those of the study, and the stops
/// as they are being moved; any two side by side.
///
/// Scenarios that the study got after its plan are counted here, once each: no new search is needed.
class SiteScenarios {
public:
    explicit SiteScenarios(SiteDraft& draft) : draft_(draft) {}
    void draw(PanelContext& in);

private:
    struct Scenario {
        std::string id, title;
        std::vector<std::uint32_t> stops;
        double reached = 0, newly = 0; ///< people in need
        bool in_results = false;       ///< there are columns of it for the map
        bool of_study = false;
        std::vector<std::string> unknown; ///< ids that are no candidates of the plan
    };
    void prepare(PanelContext& in);
    Scenario count(const std::string& name, const std::vector<std::string>& ids) const;
    void draw_list(PanelContext& in);
    void draw_save(PanelContext& in);
    void draw_comparison(PanelContext& in);
    void show_on_map(PanelContext& in, const Scenario& a, const Scenario& b, Compare how);
    const Scenario* find(const std::string& id) const;
    const siting::Comparison& comparison(const Scenario& a, const Scenario& b);

    SiteDraft& draft_;
    const plan::SitingResults* siting_ = nullptr;
    std::map<std::string, std::vector<std::string>> of_study_; ///< that `scenarios_` were made from
    Language language_ = Language::English;
    std::vector<Scenario> scenarios_;
    std::string a_ = "plan", b_;
    std::optional<siting::Comparison> comparison_;
    std::vector<std::uint32_t> compared_a_, compared_b_;
    std::string name_;
    std::string said_; ///< what became of the last one that was saved
};

/// Candidates under the stops as they stand, and what had to be taken in place of a place that is no
/// candidate.
struct DraftAsSites {
    struct Replaced {
        std::size_t number = 0; ///< of the stop
        std::uint32_t site = 0;
        double meters = 0;
    };
    std::vector<std::uint32_t> sites;
    std::vector<Replaced> replaced;
};
DraftAsSites as_sites(const SiteDraft& draft);

} // namespace tractwise::viewer
