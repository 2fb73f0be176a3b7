// SPDX-License-Identifier: Apache-2.0
#include "viewer/start/study_dialog.hpp"

#include "viewer/start/file_words.hpp"
#include "viewer/ui/dialog.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace tractwise::viewer {
namespace {

namespace fs = std::filesystem;

constexpr Text kNewTitle{"New study", "Nuevo estudio"};
constexpr Text kChangeTitle{"Counties and title", "Condados y título"};
constexpr Text kReadingTracts{"Reading the tracts...", "Leyendo los sectores..."};
constexpr Text kStudyTitle{"Title", "Título"};
constexpr Text kWhichCounties{"Which counties?", "¿Qué condados?"};
constexpr Text kFilterHint{"part of a name", "parte de un nombre"};
constexpr Text kCountyTracts{"{}  ·  {} tracts", "{}  ·  {} sectores"};
constexpr Text kChosen{"{} of {} counties, {} tracts", "{} de {} condados, {} sectores"};
constexpr Text kAllCounties{"All", "Todos"}, kNoCounties{"None", "Ninguno"};
constexpr Text kVintageQuestion{"Which census are the tracts of?",
                                "¿De qué censo son los sectores?"};
constexpr Text kBeginStudy{"Begin the study", "Comenzar el estudio"}, kTake{"Take over", "Aplicar"},
    kCancelStudy{"Cancel", "Cancelar"};
constexpr Text kOthers{"{} and {} others", "{} y {} más"};
constexpr Text kChangeStep{"Counties and title", "Condados y título"};
constexpr Text kYears[] = {{"2010", "2010"}, {"2020", "2020"}};
constexpr int kYearNumbers[] = {2010, 2020};

} // namespace

StudyDialog::StudyDialog() = default;
StudyDialog::~StudyDialog() = default;

void StudyDialog::stop() {
    if (thread_.joinable()) {
        thread_.request_stop();
        ended_.push_back(std::move(thread_));
    }
    work_.reset();
}

void StudyDialog::begin(fs::path tracts) {
    open_ = true;
    changes_ = wants_change_ = false;
    title_.clear();
    filter_.clear();
    own_title_ = false;
    vintage_ = 0;
    source_ = io::source_from_path("tracts", fs::absolute(tracts).lexically_normal().string());
    source_.title = tracts.stem().string();
    start(source_);
}

void StudyDialog::start(const io::SourceSpec& source) {
    stop();
    has_result_ = false;
    work_ = std::make_shared<Work>();
    thread_ = std::jthread([work = work_, source](const std::stop_token& asked_to_stop) {
        Progress progress;
        progress.stop = asked_to_stop;
        progress.report = [&](std::string_view, double fraction) {
            const std::lock_guard lock(work->mutex);
            work->fraction = fraction;
        };
        Result result;
        try {
            Diagnostics diagnostics;
            const tract::TractSet tracts = tract::TractSet::read(source, {}, diagnostics, progress);
            result.vintage = tracts.vintage();
            for (const tract::County& county : tracts.counties())
                result.places.push_back(
                    {county.code, county.name, county.state, county.last - county.first, false});
        } catch (const Error& error) {
            if (error.kind() == ErrorKind::Canceled)
                return;
            result.failure = {error.message(), error.where(), error.hint()};
        } catch (const std::exception& error) {
            result.failure = {error.what(), source.path, {}};
        }
        const std::lock_guard lock(work->mutex);
        work->result = std::move(result);
        work->done = true;
    });
}

void StudyDialog::take_result(PanelContext& in) {
    {
        const std::lock_guard lock(work_->mutex);
        if (!work_->done)
            return;
        read_ = std::move(work_->result);
    }
    stop();
    has_result_ = true;
    if (changes_) {
        const std::vector<std::string>& prefixes = in.document.study.region.prefixes;
        for (Place& place : read_.places)
            place.chosen =
                prefixes.empty() ||
                std::any_of(prefixes.begin(), prefixes.end(), [&](const auto& prefix) {
                    return place.code.starts_with(prefix) || prefix.starts_with(place.code);
                });
    } else if (read_.places.size() == 1) {
        read_.places.front().chosen = true;
    }
    if (!own_title_)
        title_ = usual_title();
}

std::string StudyDialog::usual_title() const {
    std::vector<std::string> names;
    std::string state;
    bool one_state = true;
    for (const Place& place : read_.places)
        if (place.chosen) {
            one_state = one_state && (names.empty() || place.state == state);
            state = place.state;
            names.push_back(place.name);
        }
    if (names.empty())
        return {};
    constexpr std::size_t kNamed = 3;
    std::string title;
    if (names.size() == read_.places.size() && names.size() > 1 && one_state && !state.empty())
        return state;
    if (names.size() > kNamed)
        title = fmt::format(fmt::runtime(kOthers.in(Language::English)), names.front(),
                            names.size() - 1);
    else
        title = join(names, ", ");
    return one_state && !state.empty() ? title + ", " + state : title;
}

tract::Region StudyDialog::region() const {
    tract::Region region{.name = title_, .prefixes = {}};
    const bool all = std::all_of(read_.places.begin(), read_.places.end(),
                                 [](const Place& place) { return place.chosen; });
    if (!all)
        for (const Place& place : read_.places)
            if (place.chosen)
                region.prefixes.push_back(place.code);
    return region;
}

void StudyDialog::finish(PanelContext& in) {
    open_ = false;
    if (changes_) {
        in.edits.change(kChangeStep, "", [region = region(), title = title_](Document& next) {
            next.study.title = title;
            next.study.region = region;
        });
        return;
    }
    study::Study study;
    study.title = title_;
    study.region = region();
    study.tracts = source_.id;
    source_.vintage = read_.vintage;
    study.sources.emplace(source_.id, source_);
    study.out = "out";
    in.edits.ask(Edits::NewStudy{std::make_shared<const study::Study>(std::move(study))});
}

void StudyDialog::draw_places(PanelContext& in) {
    ui::label(in.ui, kStudyTitle);
    if (ui::input(in.ui, "study.title", title_, {"", ""}, true))
        own_title_ = true;
    ui::label(in.ui, kWhichCounties);
    std::size_t chosen = 0, tracts = 0;
    for (const Place& place : read_.places)
        if (place.chosen) {
            ++chosen;
            tracts += place.tracts;
        }
    const auto follow = [&] {
        if (!own_title_)
            title_ = usual_title();
    };
    ui::input(in.ui, "study.filter", filter_, kFilterHint, true, 260);
    ImGui::SameLine();
    if (ui::button(in.ui, "study.all", kAllCounties)) {
        for (Place& place : read_.places)
            place.chosen = true;
        follow();
    }
    ImGui::SameLine();
    if (ui::button(in.ui, "study.none", kNoCounties)) {
        for (Place& place : read_.places)
            place.chosen = false;
        follow();
    }
    ui::muted(in.ui, fmt::format(fmt::runtime(in.tr(kChosen)), chosen, read_.places.size(),
                                 format_count(static_cast<double>(tracts))));
    ImGui::BeginChild("places", {0, ImGui::GetContentRegionAvail().y}, true);
    const std::string wanted = to_lower(filter_);
    for (Place& place : read_.places) {
        const std::string name = place.state.empty() ? place.name : place.name + ", " + place.state;
        if (!wanted.empty() && to_lower(name).find(wanted) == std::string::npos &&
            !place.code.starts_with(wanted))
            continue;
        const std::string words = fmt::format(fmt::runtime(in.tr(kCountyTracts)), name,
                                              format_count(static_cast<double>(place.tracts)));
        if (ui::text_checkbox(in.ui, "study.county." + place.code, words, place.chosen))
            follow();
    }
    ImGui::EndChild();
}

void StudyDialog::draw_buttons(PanelContext& in) {
    ui::begin_footer(in.ui);
    const Text done = changes_ ? kTake : kBeginStudy;
    ui::right_aligned(in.ui, {kCancelStudy, done});
    if (ui::button(in.ui, "study.cancel", kCancelStudy))
        open_ = false;
    ImGui::SameLine();
    const bool any = has_result_ && !read_.failure &&
                     std::any_of(read_.places.begin(), read_.places.end(),
                                 [](const Place& place) { return place.chosen; });
    const ui::Disabled off(!any);
    if (ui::primary_button(in.ui, "study.begin", done))
        finish(in);
}

void StudyDialog::draw(PanelContext& in) {
    if (!open_)
        return;
    if (wants_change_) {
        wants_change_ = false;
        const auto tracts = in.document.study.sources.find(in.document.study.tracts);
        if (tracts == in.document.study.sources.end()) {
            open_ = false;
            return;
        }
        changes_ = own_title_ = true;
        title_ = in.document.study.title;
        filter_.clear();
        source_ = tracts->second;
        start(source_);
    }
    if (!ui::begin_dialog(in.ui, "study", changes_ ? kChangeTitle : kNewTitle, {620, 600}, open_))
        return;
    ui::muted(in.ui, home_words(source_.path));
    ui::space(in.ui, 4);
    if (!has_result_)
        take_result(in);
    ImGui::BeginChild("body", {0, ImGui::GetContentRegionAvail().y - ui::footer_height(in.ui)});
    if (!has_result_) {
        double fraction = 0;
        {
            const std::lock_guard lock(work_->mutex);
            fraction = work_->fraction;
        }
        ui::progress_bar(in.ui, fraction, in.tr(kReadingTracts));
        in.ui.wake_after = 0.1;
    } else if (read_.failure) {
        ui::notice(in.ui, ui::Tone::Error,
                   (read_.failure->where.empty() ? "" : read_.failure->where + "\n") +
                       read_.failure->message,
                   read_.failure->hint);
        // Files do not always say which census they are of; the user may know.
        ui::label(in.ui, kVintageQuestion);
        if (ui::combo(in.ui, "study.vintage", vintage_,
                      std::vector<Text>(std::begin(kYears), std::end(kYears)), 130)) {
            source_.vintage = kYearNumbers[vintage_];
            start(source_);
        }
    } else {
        draw_places(in);
    }
    ImGui::EndChild();
    draw_buttons(in);
    if (!open_)
        stop();
    ui::end_dialog(open_);
}

} // namespace tractwise::viewer
