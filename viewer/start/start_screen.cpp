// SPDX-License-Identifier: Apache-2.0
#include "viewer/start/start_screen.hpp"

#include "viewer/start/file_words.hpp"

#include "engine/core/config.hpp"
#include "engine/core/error.hpp"

#include <algorithm>
#include <ctime>

#include <fmt/format.h>

namespace tractwise::viewer {
namespace {

namespace fs = std::filesystem;

constexpr double kTopBar = 48, kWidth = 1000;

constexpr Text kWhat{"See where people lack health care, healthy food and good housing, weigh what "
                     "matters, and find stops for a mobile clinic.",
                     "Vea dónde faltan atención médica, comida saludable y buena vivienda, pese lo "
                     "que importa y encuentre paradas para una clínica móvil."};
constexpr Text kBegin{"What would you like to do?", "¿Qué quiere hacer?"};
constexpr Text kBeginNote{
    "Each begins with the invented sample county, ready at once. The same steps work with your own "
    "study.",
    "Cada opción empieza con el condado de ejemplo, inventado y listo para usar. Los mismos pasos "
    "sirven para su propio estudio."};
constexpr Text kSite{"Site a clinic", "Ubicar una clínica"};
constexpr Text kSiteLine{"Which stops reach most people who lack care, and in which week",
                         "Qué paradas alcanzan a más personas sin atención y en qué semana"};
constexpr Text kMap{"Make a needs map", "Hacer un mapa de necesidades"};
constexpr Text kMapLine{"A map of the index or of any measure, as a picture",
                        "Un mapa del índice o de cualquier medida, como imagen"};
constexpr Text kExport{"Export an index", "Exportar un índice"};
constexpr Text kExportLine{"The index of every tract as tables, with its sources",
                           "El índice de cada sector censal en tablas, con sus fuentes"};
constexpr Text kNoSample{"The sample county was not found beside the program.",
                         "No se encontró el condado de ejemplo junto al programa."};
constexpr Text kOwn{"Your own data", "Sus propios datos"};
constexpr Text kNewStudy{"New study...", "Nuevo estudio..."};
constexpr Text kNewStudyTip{
    "Begins with a file of census tracts; which counties, you choose",
    "Empieza con un archivo de sectores censales; usted elige los condados"};
constexpr Text kOpenStudy{"Open a study...", "Abrir un estudio..."};
constexpr Text kSample{"Sample county", "Condado de ejemplo"};
constexpr Text kSampleTip{"Marrow County: 118 tracts, everything in it is invented",
                          "Condado de Marrow: 118 sectores censales, todo es inventado"};
constexpr Text kDrop{
    "You can also drop files on this window: a study opens, a file of census tracts begins a new "
    "one.",
    "También puede soltar archivos en esta ventana: un estudio se abre; un archivo de sectores "
    "censales comienza uno nuevo."};
constexpr Text kRecentStudies{"Recent studies", "Estudios recientes"};
constexpr Text kNoRecent{"Studies that you open will be listed here.",
                         "Aquí aparecerán los estudios que abra."};
constexpr Text kRescue{"Unsaved work was found: {}, {}.", "Hay trabajo sin guardar: {}, {}."};
constexpr Text kRescueHint{"The program ended before it was saved.",
                           "El programa terminó antes de guardarlo."};
constexpr Text kRestore{"Restore unsaved work", "Recuperar el trabajo"};
constexpr Text kSetAside{"Set aside", "Apartar"};
constexpr Text kSetAsideTip{"Keeps the file as autosave-old.toml and asks no more",
                            "Guarda el archivo como autosave-old.toml y no pregunta más"};
constexpr Text kUntitled{"a study without a title", "un estudio sin título"};
constexpr Text kToday{"today", "hoy"}, kYesterday{"yesterday", "ayer"},
    kDaysAgo{"{} days ago", "hace {} días"};
constexpr Text kLight{"Light colors", "Colores claros"}, kDark{"Dark colors", "Colores oscuros"};

std::int64_t day_of(std::int64_t when) {
    const auto seconds = static_cast<std::time_t>(when);
    std::tm local{};
    localtime_r(&seconds, &local);
    // Counted from civil dates, so that a day of 23 hours is a day.
    std::tm noon{};
    noon.tm_year = local.tm_year;
    noon.tm_mon = local.tm_mon;
    noon.tm_mday = local.tm_mday;
    noon.tm_hour = 12;
    return static_cast<std::int64_t>(timegm(&noon)) / 86400;
}

/// The name beside its sign: four tracts that share their borders, one of them marked.
void draw_name(PanelContext& in) {
    const ui::Colors& c = in.ui.colors();
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float unit = in.ui.px(40) / 20;
    const auto cell = [&](std::initializer_list<ImVec2> corners, bool marked) {
        for (const ImVec2& corner : corners)
            list.PathLineTo({at.x + corner.x * unit, at.y + corner.y * unit});
        list.PathFillConvex(marked ? c.accent : c.accent_soft);
        for (const ImVec2& corner : corners)
            list.PathLineTo({at.x + corner.x * unit, at.y + corner.y * unit});
        list.PathStroke(c.background, ImDrawFlags_Closed, in.ui.px(2));
    };
    cell({{0, 1}, {9, 0}, {11, 8}, {0, 10}}, false);
    cell({{9, 0}, {20, 2}, {20, 11}, {11, 8}}, true);
    cell({{0, 10}, {11, 8}, {8, 20}, {0, 18}}, false);
    cell({{11, 8}, {20, 11}, {19, 19}, {8, 20}}, false);
    ImGui::SetCursorScreenPos({at.x + in.ui.px(54), at.y + in.ui.px(4)});
    ImGui::PushFont(in.ui.fonts.title);
    ImGui::TextUnformatted("Tractwise");
    ImGui::PopFont();
    ImGui::SetCursorScreenPos({at.x, at.y + in.ui.px(52)});
}

} // namespace

std::string when_words(std::int64_t then, std::int64_t now, Language language) {
    if (then <= 0)
        return {};
    const std::int64_t days = day_of(now) - day_of(then);
    if (days <= 0)
        return kToday.in(language);
    if (days == 1)
        return kYesterday.in(language);
    if (days < 7)
        return fmt::format(fmt::runtime(kDaysAgo.in(language)), days);
    return date_words(then).substr(0, 10);
}

void StartScreen::look_around() {
    if (looked_at_ >= 0 && ImGui::GetTime() - looked_at_ < 1)
        return;
    looked_at_ = ImGui::GetTime();
    std::error_code error;
    has_sample_ = !studies_.empty() && fs::exists(studies_ / "sample.toml", error);
    shown_.clear();
    for (const RecentFiles::Entry& entry : recent_.studies())
        if (fs::exists(entry.file, error))
            shown_.push_back(entry);
    const fs::path rescue = config_ / "autosave.toml";
    const std::int64_t written = config_.empty() ? 0 : modified_time(rescue);
    if (written == rescue_time_)
        return;
    rescue_time_ = written;
    rescue_title_.clear();
    if (written == 0)
        return;
    try {
        rescue_title_ = ConfigTable::read(rescue).text("title", "");
        if (rescue_title_.empty())
            rescue_title_ = " ";
    } catch (const Error&) {
        // What cannot be read cannot be restored, and is not offered.
    }
}

void StartScreen::draw_corner(PanelContext& in) {
    const float width = in.ui.px(210);
    ImGui::SetCursorPosX(std::max(ImGui::GetCursorPosX(), ImGui::GetWindowWidth() - width));
    ImGui::SetCursorPosY(in.ui.px(12));
    int language = in.view.language == Language::Spanish ? 1 : 0;
    if (ui::segmented(in.ui, "start.language", {{"English", "English"}, {"Español", "Español"}},
                      language))
        in.view.language = language == 1 ? Language::Spanish : Language::English;
    ImGui::SameLine(0, in.ui.px(8));
    ImGui::SetCursorPosY(in.ui.px(12) - (in.ui.px(32) - ImGui::GetFrameHeight()) / 2);
    if (ui::icon_button(in.ui, "start.dark", in.view.dark ? ui::Icon::Sun : ui::Icon::Moon,
                        in.view.dark ? kLight : kDark))
        in.view.dark = !in.view.dark;
}

void StartScreen::draw_rescue(PanelContext& in) {
    if (rescue_title_.empty())
        return;
    const std::string title = rescue_title_ == " " ? in.tr(kUntitled) : rescue_title_;
    ui::notice(in.ui, ui::Tone::Warning,
               fmt::format(fmt::runtime(in.tr(kRescue)), title, date_words(rescue_time_)),
               in.tr(kRescueHint));
    if (ui::primary_button(in.ui, "start.restore", kRestore))
        in.edits.ask(Edits::OpenStudy{config_ / "autosave.toml"});
    ImGui::SameLine();
    if (ui::button(in.ui, "start.set-aside", kSetAside, kSetAsideTip)) {
        std::error_code error;
        fs::rename(config_ / "autosave.toml", config_ / "autosave-old.toml", error);
        if (error)
            in.edits.ask(Edits::Say{error.message(), true});
        looked_at_ = -1;
    }
    ui::space(in.ui, 18);
}

void StartScreen::draw_cards(PanelContext& in, float width) {
    struct Card {
        const char* id;
        ui::Icon icon;
        Text title, line;
        const char* study;
        Side side;
        bool exports;
    };
    constexpr Card kCards[] = {
        {"start.site", ui::Icon::Truck, kSite, kSiteLine, "sample_siting.toml", Side::Site, false},
        {"start.map", ui::Icon::Layers, kMap, kMapLine, "sample.toml", Side::Map, false},
        {"start.export", ui::Icon::Export, kExport, kExportLine, "sample.toml", Side::Map, true},
    };
    const float gap = in.ui.px(14);
    const bool side_by_side = width > in.ui.px(720);
    const ImVec2 size{side_by_side ? (width - 2 * gap) / 3 : width,
                      in.ui.px(side_by_side ? 108 : 72)};
    const ui::Disabled off(!has_sample_);
    for (std::size_t i = 0; i < std::size(kCards); ++i) {
        const Card& card = kCards[i];
        if (side_by_side && i > 0)
            ImGui::SameLine(0, gap);
        if (!ui::card_button(in.ui, card.id, card.icon, card.title, card.line, size))
            continue;
        in.view.side = card.side;
        in.edits.ask(Edits::OpenStudy{studies_ / card.study});
        if (card.exports)
            in.edits.ask(Edits::ShowDialog{"export"});
    }
}

void StartScreen::draw_own(PanelContext& in) {
    ui::heading(in.ui, kOwn);
    ui::space(in.ui, 10);
    if (ui::primary_button(in.ui, "start.new", kNewStudy, kNewStudyTip))
        in.edits.ask(Edits::ShowDialog{"new-study"});
    ImGui::SameLine();
    if (ui::button(in.ui, "start.open", kOpenStudy))
        in.edits.ask(Edits::ShowDialog{"open"});
    ui::space(in.ui, 2);
    {
        const ui::Disabled off(!has_sample_);
        if (ui::button(in.ui, "start.sample", kSample, kSampleTip))
            in.edits.ask(Edits::OpenStudy{studies_ / "sample.toml"});
    }
    ui::space(in.ui, 10);
    ui::muted(in.ui, in.tr(kDrop));
}

void StartScreen::draw_recent(PanelContext& in, float width) {
    ui::heading(in.ui, kRecentStudies);
    ui::space(in.ui, 6);
    if (shown_.empty()) {
        ui::empty_note(in.ui, kNoRecent);
        return;
    }
    const std::int64_t now = std::time(nullptr);
    const ui::Colors& c = in.ui.colors();
    ImDrawList& list = *ImGui::GetWindowDrawList();
    ImFont* small = in.ui.fonts.small;
    for (std::size_t i = 0; i < shown_.size(); ++i) {
        const RecentFiles::Entry& entry = shown_[i];
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const float height = in.ui.px(44), pad = in.ui.px(10);
        const std::string id = fmt::format("start.recent.{}", i);
        const bool clicked = ui::hit_area(id.c_str(), {width, height});
        ui::note_item(in.ui, id);
        if (ImGui::IsItemHovered() || ImGui::IsItemFocused())
            list.AddRectFilled(at, {at.x + width, at.y + height}, c.hover, in.ui.px(6));
        const std::string when = when_words(entry.opened, now, in.view.language);
        const float when_width = small->CalcTextSizeA(small->FontSize, FLT_MAX, 0, when.c_str()).x;
        list.AddText(small, small->FontSize, {at.x + width - pad - when_width, at.y + in.ui.px(6)},
                     c.muted, when.c_str());
        const std::string title =
            entry.title.empty() ? entry.file.filename().string() : entry.title;
        ImGui::PushFont(in.ui.fonts.bold);
        list.AddText({at.x + pad, at.y + in.ui.px(4)}, c.text,
                     ui::fitted(title, width - when_width - 3 * pad).c_str());
        ImGui::PopFont();
        ImGui::PushFont(small);
        list.AddText({at.x + pad, at.y + in.ui.px(24)}, c.muted,
                     ui::fitted(home_words(entry.file), width - 2 * pad).c_str());
        ImGui::PopFont();
        ui::tooltip(in.ui, entry.file.string());
        if (clicked)
            in.edits.ask(Edits::OpenStudy{entry.file});
    }
}

void StartScreen::draw(PanelContext& in) {
    look_around();
    const ImVec2 display = ImGui::GetIO().DisplaySize;
    const float top = in.ui.px(kTopBar);
    ImGui::SetNextWindowPos({0, top});
    ImGui::SetNextWindowSize({display.x, std::max(1.0F, display.y - top)});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, 0);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 0);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {in.ui.px(24), in.ui.px(12)});
    ImGui::PushStyleColor(ImGuiCol_WindowBg, in.ui.colors().background);
    ImGui::Begin("start", nullptr,
                 (ImGuiWindowFlags_NoDecoration & ~ImGuiWindowFlags_NoScrollbar) |
                     ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                     ImGuiWindowFlags_NoBringToFrontOnFocus);
    ImGui::PopStyleColor();
    ImGui::PopStyleVar(3);
    draw_corner(in);
    const float room = ImGui::GetContentRegionAvail().x;
    const float width = std::min(in.ui.px(kWidth), room);
    const float left = ImGui::GetCursorPosX() + (room - width) / 2;
    // A little above the middle, where the eye takes it for the middle.
    const float free_height = ImGui::GetWindowHeight() - height_;
    ImGui::SetCursorPos({left, std::max(in.ui.px(56), free_height * 0.4F)});
    ImGui::BeginChild("content", {width, height_}, false,
                      ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse |
                          ImGuiWindowFlags_NavFlattened);
    draw_name(in);
    ImGui::PushStyleColor(ImGuiCol_Text, in.ui.colors().muted);
    ImGui::TextWrapped("%s", in.tr(kWhat));
    ImGui::PopStyleColor();
    ui::space(in.ui, 24);
    draw_rescue(in);
    ui::heading(in.ui, kBegin);
    ui::muted(in.ui, in.tr(has_sample_ ? kBeginNote : kNoSample));
    ui::space(in.ui, 10);
    draw_cards(in, width);
    ui::space(in.ui, 28);
    const bool two = width > in.ui.px(720);
    const float gap = in.ui.px(40), own = two ? width * 0.4F - gap / 2 : width;
    ImGui::BeginGroup();
    ImGui::PushTextWrapPos(own);
    draw_own(in);
    ImGui::PopTextWrapPos();
    ImGui::EndGroup();
    if (two)
        ImGui::SameLine(own + gap);
    else
        ui::space(in.ui, 24);
    ImGui::BeginGroup();
    draw_recent(in, two ? width - own - gap : width);
    ImGui::EndGroup();
    ui::space(in.ui, 24);
    height_ = ImGui::GetCursorPosY();
    ImGui::EndChild();
    ImGui::End();
}

} // namespace tractwise::viewer
