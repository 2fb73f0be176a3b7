// SPDX-License-Identifier: Apache-2.0
#include "viewer/map/page_preview.hpp"

#include "engine/core/error.hpp"

#include <algorithm>
#include <chrono>

namespace tractwise::viewer {
namespace {

constexpr Text kMakingPage{"Making the page...", "Preparando la página..."};
constexpr double kLookAgain = 0.05; // seconds

} // namespace

void PagePreview::want(const std::string& key, const std::function<paper::Pixels()>& make) {
    if (coming_ && coming_->wait_for(std::chrono::seconds(0)) == std::future_status::ready) {
        shown_ = coming_->get();
        coming_.reset();
        ++version_;
    }
    if (coming_ || shown_.key == key)
        return;
    coming_ = std::async(std::launch::async, [key, make] {
        Made made{key, {}, {}};
        try {
            made.pixels = make();
        } catch (const Error& error) {
            made.trouble = error.message() + (error.hint().empty() ? "" : "\n" + error.hint());
        }
        return made;
    });
}

void PagePreview::draw(ui::Ui& ui, MapSurface* surface, ImVec2 room) {
    if (coming_)
        ui.wake_after = kLookAgain;
    if (!shown_.trouble.empty()) {
        ui::notice(ui, ui::Tone::Warning, shown_.trouble);
        return;
    }
    const paper::Pixels& pixels = shown_.pixels;
    if (pixels.width == 0 || surface == nullptr) {
        if (coming_)
            ui::muted(ui, ui.tr(kMakingPage));
        return;
    }
    const float scale = std::min(room.x / static_cast<float>(pixels.width),
                                 room.y / static_cast<float>(pixels.height));
    const ImVec2 size{static_cast<float>(pixels.width) * scale,
                      static_cast<float>(pixels.height) * scale};
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const ImVec2 least{at.x + (room.x - size.x) / 2, at.y + (room.y - size.y) / 2};
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const ImVec2 greatest{least.x + size.x, least.y + size.y};
    if (const ImTextureID texture = surface->show(pixels, version_); texture != nullptr)
        list.AddImage(texture, least, greatest);
    list.AddRect(least, greatest, ui.colors().strong_line);
    ui.items.note("export.preview", least, greatest);
    ImGui::Dummy(room);
}

void PagePreview::forget() {
    if (coming_)
        coming_->wait();
    coming_.reset();
    shown_ = {};
}

} // namespace tractwise::viewer
