// SPDX-License-Identifier: Apache-2.0
#include "viewer/start/theme_field.hpp"

#include "viewer/start/file_words.hpp"
#include "viewer/ui/dialog.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"

#include <fmt/format.h>

namespace tractwise::viewer {
namespace {

constexpr Text kThemeLabel{"Theme (may be empty)", "Tema (puede estar vacío)"};
constexpr Text kThemeHelp{"A TOML file with organization, logo, accent and note",
                          "Un archivo TOML con organización, logotipo, color y nota"};
constexpr Text kThemeHint{"theme.toml", "tema.toml"};
constexpr Text kPick{"Browse...", "Elegir..."};
constexpr Text kUseTheme{"Use this theme", "Usar este tema"}, kBack{"Back", "Volver"};

} // namespace

std::filesystem::path ThemeField::file() const {
    return from_home_words(std::string(trim(typed_)));
}

std::string ThemeField::key() const {
    return fmt::format("{} {}", readings_, usable());
}

void ThemeField::begin() {
    browsing_ = false;
    read();
}

void ThemeField::read() {
    read_ = typed_;
    ++readings_;
    theme_ = {};
    failure_.reset();
    if (trim(typed_).empty())
        return;
    try {
        theme_ = paper::Theme::read(file());
    } catch (const Error& error) {
        failure_ = Activity::Failure{error.message(), error.where(), error.hint()};
    }
}

void ThemeField::draw(PanelContext& in, const std::string& id) {
    ui::label(in.ui, kThemeLabel, kThemeHelp);
    const float button =
        ImGui::CalcTextSize(in.tr(kPick)).x + 2 * ImGui::GetStyle().FramePadding.x + in.ui.px(8);
    const float room = (ImGui::GetContentRegionAvail().x - button) / in.ui.scale;
    ui::input(in.ui, id + ".theme", typed_, kThemeHint, true, room);
    ImGui::SameLine();
    if (ui::button(in.ui, id + ".pick-theme", kPick)) {
        std::error_code error;
        const std::filesystem::path there = file().parent_path();
        view_.go(std::filesystem::is_directory(there, error) ? there : home_folder());
        browsing_ = true;
    }
    if (typed_ != read_)
        read();
    if (failure_)
        ui::notice(in.ui, ui::Tone::Error,
                   (failure_->where.empty() ? "" : failure_->where + "\n") + failure_->message,
                   failure_->hint);
}

void ThemeField::draw_browse(PanelContext& in, const std::string& id) {
    view_.want(FileFilter::Studies, false); // a theme is a TOML file, as a study is
    std::optional<std::filesystem::path> picked =
        view_.draw(in, id, ImGui::GetContentRegionAvail().y - ui::footer_height(in.ui));
    ui::begin_footer(in.ui);
    ui::right_aligned(in.ui, {kBack, kUseTheme});
    if (ui::button(in.ui, id + ".back", kBack))
        browsing_ = false;
    ImGui::SameLine();
    const ui::Disabled off(view_.marked().empty());
    if (ui::primary_button(in.ui, id + ".use-theme", kUseTheme))
        picked = view_.folder() / view_.marked();
    if (!picked)
        return;
    typed_ = home_words(*picked);
    browsing_ = false;
}

} // namespace tractwise::viewer
