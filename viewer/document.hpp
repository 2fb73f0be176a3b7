// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "viewer/moved_stops.hpp"

#include "engine/core/language.hpp"
#include "engine/map/style.hpp"
#include "engine/report/cluster_choice.hpp"
#include "engine/study/study.hpp"

#include <cstddef>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace tractwise::viewer {

/// What "Save" writes and undo walks over: the study, how its map looks, whether it shows where its column clusters, what
/// hands did to the stops of its plan, and selections under a name. The last four are kept in [view.map], [view.clusters],
/// [view.stops] and [view.areas].
struct Document {
    study::Study study;
    map::MapStyle style;
    /// While `shown`, the map has no second column.
    report::ClusterChoice clusters;
    MovedStops moved;
    /// Selections saved by name: tract ids, ascending. Kept in [view.areas].
    std::map<std::string, std::vector<std::string>> areas;
    /// Error(Usage) for a [view] that cannot be meant.
    static Document of(study::Study study);
    friend bool operator==(const Document&, const Document&) = default;
};

/// Every state of the document since it was opened, and where we are among them.
///
///     History history(document);
///     history.change({"Weight of Housing", "Peso de Vivienda"}, "weight.housing",
///                    [](Document& next) { next.study.index->weights["housing"] = 2; });
///     history.undo();
///
/// Changes that follow each other with the same, non-empty merge key are one step: a slider that is
/// dragged is undone at once. A change that changes nothing is no step. After kMostSteps the oldest
/// are forgotten.
class History {
public:
    static constexpr std::size_t kMostSteps = 200;

    History();
    explicit History(Document document);

    const Document& now() const { return steps_[at_].document; }
    /// True where the document is another one now.
    bool change(Text label, std::string_view merge_key, const std::function<void(Document&)>& how);
    /// The next change is a step of its own, whatever its merge key: a slider was let go.
    void end_merge() { merge_key_.clear(); }

    bool can_undo() const { return at_ > 0; }
    bool can_redo() const { return at_ + 1 < steps_.size(); }
    void undo();
    void redo();
    Text undo_label() const; ///< of the step that undo() takes back
    Text redo_label() const;

    /// The document has another file and saved look now: nothing that undo could take back.
    void rename(const std::filesystem::path& file, const ConfigTable& view);

    bool unsaved() const { return never_saved_ || !(now() == saved_); }
    void mark_saved() {
        saved_ = now();
        never_saved_ = false;
    }
    /// Nothing on disk is like it: work that was recovered.
    void mark_unsaved() { never_saved_ = true; }

private:
    struct Step {
        Document document;
        Text label;
    };
    std::vector<Step> steps_;
    std::size_t at_ = 0;
    std::string merge_key_;
    Document saved_;
    bool never_saved_ = false;
};

} // namespace tractwise::viewer
