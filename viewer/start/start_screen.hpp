// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "viewer/panel.hpp"
#include "viewer/start/recent_files.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace tractwise::viewer {

/// What is seen before a study is open: what the program does, three ways to begin with the sample
/// county, own studies, and work that was not saved.
class StartScreen final : public Panel {
public:
    /// `studies` is the folder of the shipped studies, `config` that of autosave.toml; both may be
    /// empty.
    StartScreen(const RecentFiles& recent, std::filesystem::path studies,
                std::filesystem::path config = {})
        : recent_(recent), studies_(std::move(studies)), config_(std::move(config)) {}
    void draw(PanelContext& in) override;

private:
    void look_around();
    void draw_corner(PanelContext& in);
    void draw_rescue(PanelContext& in);
    void draw_cards(PanelContext& in, float width);
    void draw_own(PanelContext& in);
    void draw_recent(PanelContext& in, float width);

    const RecentFiles& recent_;
    std::filesystem::path studies_, config_;
    // What the disk said last, asked for again every second.
    double looked_at_ = -1;
    bool has_sample_ = false;
    std::string rescue_title_; ///< of unsaved work; empty: there is none
    std::int64_t rescue_time_ = 0;
    std::vector<RecentFiles::Entry> shown_;
    float height_ = 0; ///< of everything, in the last frame
};

/// "today", "yesterday", "3 days ago", "2026-11-22".
std::string when_words(std::int64_t then, std::int64_t now, Language language);

} // namespace tractwise::viewer
