// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "viewer/snapshot.hpp"
#include "viewer/ui/widgets.hpp"

#include "engine/core/language.hpp"

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace tractwise::viewer {

/// The columns of the results as a menu: those of the index first, then layer by layer.
///
///     const std::vector<ui::Choice>& menu = choices.of(in.shown(), in.view.language);
///     if (ui::choose(in.ui, "map.column", column, menu)) ...
///
/// The menu is made again only when the results or the language have changed.
class ColumnChoices {
public:
    const std::vector<ui::Choice>& of(const Snapshot& shown, Language language);
    /// Only columns whose unit is that of `like`: what can be subtracted from it.
    std::vector<ui::Choice> with_unit_of(const Snapshot& shown, Language language,
                                         std::string_view like);

private:
    std::string group_of(const Snapshot& shown, const tract::ColumnInfo& info,
                         Language language) const;

    std::map<std::string, std::string, std::less<>> layer_of_; ///< title by column, read once
    std::vector<ui::Choice> choices_;
    std::weak_ptr<const study::ResultColumns> made_for_;
    Language language_ = Language::English;
};

} // namespace tractwise::viewer
