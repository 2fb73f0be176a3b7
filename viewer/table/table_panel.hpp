// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "viewer/panel.hpp"
#include "viewer/table/table_columns.hpp"
#include "viewer/table/table_grid.hpp"
#include "viewer/table/table_rows.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tractwise::viewer {

/// Every tract and every column, sorted and filtered.
///
/// The filter takes words of a name or GEOID, or a condition such as "risk_pct > 90 and
/// no_vehicle_share > 0.2" (tract/expression.hpp); while one is being typed that cannot be read
/// yet, the rows of the last good one stay.
class TablePanel final : public Panel {
public:
    void draw(PanelContext& in) override;
    std::string saved() const override;
    void restore(const ConfigTable& saved) override;

    const std::vector<std::uint32_t>& rows() const { return rows_; } ///< as shown, for tests

private:
    void draw_bar(PanelContext& in);
    void update(PanelContext& in);

    TableColumns columns_;
    TableGrid grid_;
    std::string text_;
    bool only_selected_ = false, selected_first_ = false;
    std::vector<TableSort> sorts_;

    TableFilter filter_; ///< of text_; with a problem, `good_` goes on
    TableFilter good_;
    std::string filtered_text_;
    std::string hint_; ///< in the empty filter box, with columns of the study
    std::vector<std::uint32_t> rows_;
    std::shared_ptr<const tract::TractSet> named_; ///< what by_name_ is of
    std::vector<std::uint32_t> by_name_;
    static constexpr std::uint64_t kNever = ~std::uint64_t{0};
    std::uint64_t results_version_ = kNever, selection_version_ = kNever;
    std::vector<TableSort> made_sorts_;
    std::shared_ptr<const FoundClusters> made_clusters_;
    bool made_only_ = false, made_first_ = false;
    Language language_ = Language::English;
    std::optional<std::uint32_t> seen_pinned_;
};

} // namespace tractwise::viewer
