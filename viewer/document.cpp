// SPDX-License-Identifier: Apache-2.0
#include "viewer/document.hpp"

#include <utility>

namespace tractwise::viewer {

Document Document::of(study::Study study) {
    Document document;
    document.style = map::MapStyle::parse(study.view.table("map"));
    document.clusters = report::ClusterChoice::parse(study.view.table("clusters"));
    if (document.clusters.shown)
        document.style.second.clear();
    document.moved = MovedStops::parse(study.view.table("stops"));
    const ConfigTable areas = study.view.table("areas");
    for (const std::string& name : areas.keys())
        document.areas[name] = areas.texts(name);
    document.study = std::move(study);
    return document;
}

History::History() {
    steps_.push_back({{}, {"Open", "Abrir"}});
}

History::History(Document document) : saved_(document) {
    steps_.push_back({std::move(document), {"Open", "Abrir"}});
}

bool History::change(Text label, std::string_view merge_key,
                     const std::function<void(Document&)>& how) {
    Document next = now();
    how(next);
    if (next == now())
        return false;
    steps_.resize(at_ + 1);
    if (!merge_key.empty() && merge_key == merge_key_ && at_ > 0) {
        steps_[at_].document = std::move(next);
        return true;
    }
    merge_key_ = merge_key;
    steps_.push_back({std::move(next), label});
    if (steps_.size() > kMostSteps)
        steps_.erase(steps_.begin());
    at_ = steps_.size() - 1;
    return true;
}

void History::undo() {
    if (can_undo())
        --at_;
    end_merge();
}

void History::redo() {
    if (can_redo())
        ++at_;
    end_merge();
}

void History::rename(const std::filesystem::path& file, const ConfigTable& view) {
    for (Step& step : steps_) {
        step.document.study.file = file;
        step.document.study.view = view;
    }
}

Text History::undo_label() const {
    return steps_[at_].label;
}

Text History::redo_label() const {
    return can_redo() ? steps_[at_ + 1].label : steps_[at_].label;
}

} // namespace tractwise::viewer
