// SPDX-License-Identifier: Apache-2.0
#include "tests/viewer/app_harness.hpp"
#include "viewer/ui/keys.hpp"

#include <cmath>
#include <map>
#include <utility>

#include <gtest/gtest.h>
#include <imgui_internal.h>

namespace tractwise::test {

using namespace viewer;

namespace {

class NoSurface final : public MapSurface {
public:
    Painted paint(std::size_t, const MapPicture&) override { return {}; }
    ImTextureID show(const paper::Pixels&, std::uint64_t) override { return nullptr; }
};

} // namespace

AppHarness::AppHarness(const std::filesystem::path& config, int width, int height) {
    ImGui::CreateContext();
    ui::map_keys();
    // As the renderer of the program does: more than 65,535 corners in one list are no trouble.
    ImGui::GetIO().BackendFlags |= ImGuiBackendFlags_RendererHasVtxOffset;
    ImGui::GetIO().DisplaySize = {static_cast<float>(width), static_cast<float>(height)};
    const std::filesystem::path data = std::filesystem::path(TRACTWISE_SOURCE_DIR) / "data";
    app_ = std::make_unique<App>(App::Options{.recipe_folders = {data / "recipes"},
                                              .studies = data / "studies",
                                              .config = config},
                                 std::make_unique<NoSurface>());
    frames();
}

AppHarness::~AppHarness() {
    app_.reset();
    ImGui::DestroyContext();
}

void AppHarness::frames(int count) {
    for (int i = 0; i < count; ++i) {
        ImGui::GetIO().DeltaTime = 1.0F / 60;
        app_->before_frame();
        ImGui::NewFrame();
        app_->frame();
        ImGui::Render();
        ImGui::GetIO().MouseWheel = 0;
    }
}

std::vector<std::string> AppHarness::texts() {
    frames(1);
    // Letters are known by where their picture lies in the atlas of the fonts.
    struct Letter {
        const ImFontGlyph* glyph;
        float space;
    };
    std::map<std::pair<float, float>, Letter> letters;
    for (const ImFont* font : ImGui::GetIO().Fonts->Fonts)
        for (const ImFontGlyph& glyph : font->Glyphs)
            if (glyph.Visible)
                letters.try_emplace({glyph.U0, glyph.V0},
                                    Letter{&glyph, font->GetCharAdvance(' ')});
    std::vector<std::string> lines;
    const ImDrawData* drawn = ImGui::GetDrawData();
    for (int l = 0; l < drawn->CmdListsCount; ++l) {
        const ImVector<ImDrawVert>& corners = drawn->CmdLists[l]->VtxBuffer;
        float pen = 0, base = -1e9F;
        for (int i = 0; i + 3 < corners.Size;) {
            const ImDrawVert &first = corners[i], &last = corners[i + 2];
            const auto found = letters.find({first.uv.x, first.uv.y});
            if (found == letters.end()) {
                ++i;
                continue;
            }
            const ImFontGlyph& glyph = *found->second.glyph;
            const float scale = (last.pos.y - first.pos.y) / (glyph.Y1 - glyph.Y0);
            const float x = first.pos.x - glyph.X0 * scale, y = first.pos.y - glyph.Y0 * scale;
            const float gap = x - pen, space = found->second.space * scale;
            if (std::abs(y - base) > 1 || gap < -space || gap > 3 * space)
                lines.emplace_back();
            else if (gap > space / 2)
                lines.back() += ' ';
            char letter[5];
            ImTextCharToUtf8(letter, glyph.Codepoint);
            lines.back() += letter;
            pen = x + glyph.AdvanceX * scale;
            base = y;
            i += 4;
        }
    }
    return lines;
}

void AppHarness::settle() {
    app_->wait();
    for (int i = 0; i < 200 && !app_->settled(); ++i) {
        frames(1);
        app_->wait();
    }
    frames(2);
}

void AppHarness::open(const std::filesystem::path& study) {
    app_->open(study);
    settle();
}

void AppHarness::click_at(float x, float y, bool shift, bool ctrl) {
    ImGui::GetIO().KeyCtrl = ctrl;
    drag_at(x, y, x, y, shift);
    ImGui::GetIO().KeyCtrl = false;
}

void AppHarness::drag_at(float x0, float y0, float x1, float y1, bool shift) {
    ImGuiIO& io = ImGui::GetIO();
    io.KeyShift = shift;
    io.MousePos = {x0, y0};
    frames(2);
    io.MouseDown[0] = true;
    frames(2);
    constexpr int kSteps = 6;
    for (int i = 1; i <= kSteps; ++i) {
        const float share = static_cast<float>(i) / kSteps;
        io.MousePos = {x0 + (x1 - x0) * share, y0 + (y1 - y0) * share};
        frames(1);
    }
    io.MouseDown[0] = false;
    frames(3);
    io.KeyShift = false;
}

void AppHarness::click(const std::string& id, bool shift, bool ctrl) {
    frames(1);
    const ui::Items::Item* item = app_->ui().items.find(id);
    ASSERT_NE(item, nullptr) << "no widget \"" << id << "\" on screen";
    const ImVec2 at = item->center();
    click_at(at.x, at.y, shift, ctrl);
}

void AppHarness::drag(const std::string& id, float dx, float dy) {
    frames(1);
    const ui::Items::Item* item = app_->ui().items.find(id);
    ASSERT_NE(item, nullptr) << "no widget \"" << id << "\" on screen";
    const ImVec2 at = item->center();
    drag_at(at.x, at.y, at.x + dx, at.y + dy);
}

void AppHarness::hover_at(float x, float y) {
    ImGui::GetIO().MousePos = {x, y};
    frames(30); // half a second: cards wait a moment
}

void AppHarness::key(int glfw_key, bool ctrl, bool shift) {
    ImGuiIO& io = ImGui::GetIO();
    io.KeyCtrl = ctrl;
    io.KeyShift = shift;
    io.KeysDown[glfw_key] = true;
    frames(1);
    io.KeysDown[glfw_key] = false;
    frames(1);
    io.KeyCtrl = io.KeyShift = false;
}

void AppHarness::wheel_at(float x, float y, float notches) {
    ImGui::GetIO().MousePos = {x, y};
    frames(2);
    ImGui::GetIO().MouseWheel = notches;
    frames(2);
}

void AppHarness::type(const std::string& text) {
    ImGui::GetIO().AddInputCharactersUTF8(text.c_str());
    frames(2);
}

void AppHarness::resize(int width, int height) {
    ImGui::GetIO().DisplaySize = {static_cast<float>(width), static_cast<float>(height)};
    frames(3);
}

bool AppHarness::has(const std::string& id) const {
    return app_->ui().items.find(id) != nullptr;
}

std::uint32_t AppHarness::row_of(const std::string& geoid) const {
    return static_cast<std::uint32_t>(app_->snapshot()->results->tracts->find(geoid).value());
}

ImVec2 AppHarness::pixel_of_tract(const std::string& geoid) const {
    const ui::Items::Item* map = app_->ui().items.find("map");
    const Pixel at =
        app_->view().camera.to_pixel(app_->snapshot()->geometry->centroids[row_of(geoid)]);
    return {map->least.x + static_cast<float>(at.x), map->least.y + static_cast<float>(at.y)};
}

} // namespace tractwise::test
