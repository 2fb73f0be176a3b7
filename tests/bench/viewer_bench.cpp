// SPDX-License-Identifier: Apache-2.0
// What a frame of the viewer costs. "program": this thread's processor time with no OpenGL at all, so without the
// rasteriser; "painted": wall-clock with everything drawn in memory by whatever OpenGL the machine has.
#include "tests/bench/bench_support.hpp"

#include "viewer/app/app.hpp"
#include "viewer/find/find_index.hpp"
#include "viewer/gl/headless_context.hpp"
#include "viewer/gl/program.hpp"
#include "viewer/gl/raster_map_surface.hpp"
#include "viewer/start/folder_list.hpp"
#include "viewer/ui/keys.hpp"
#include "viewer/window/frame.hpp"

#include "engine/core/atomic_file.hpp"

#include <benchmark/benchmark.h>

#include <chrono>
#include <ctime>
#include <fstream>
#include <sstream>

#include <fmt/format.h>

using namespace tractwise;
using namespace tractwise::viewer;

namespace {

constexpr int kWidth = 1600, kHeight = 1000;

double thread_seconds() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

class NoSurface final : public MapSurface {
public:
    Painted paint(std::size_t, const MapPicture&) override { return {}; }
    ImTextureID show(const paper::Pixels&, std::uint64_t) override { return nullptr; }
};

std::filesystem::path source(const char* relative) {
    return std::filesystem::path(TRACTWISE_SOURCE_DIR) / relative;
}

/// 41,088 tracts of 42 states and a column for them.
std::filesystem::path states_study() {
    const auto file = std::filesystem::temp_directory_path() / "tractwise_states.toml";
    write_text_file(
        file,
        fmt::format(
            "title = \"42 states\"\n[region]\nname = \"42 states\"\n[tracts]\nsource = "
            "\"tracts\"\n[sources.tracts]\npath = \"{}\"\ntitle = \"Census tracts "
            "2018\"\nvintage = 2010\n[sources.atlas]\npath = \"{}\"\ntitle = \"USDA "
            "atlas 2019\"\nvintage = 2010\n[layers.food_access]\natlas = \"atlas\"\n",
            bench::data_pack("data/scale/cb_2018_tracts_42_states.zip").string(),
            bench::data_pack("data/food/FoodAtlas2019_US_25cols_fooddeserts_pkg.csv").string()));
    return file;
}

/// All of Illinois: the study of Cook County without its county.
std::filesystem::path illinois_study() {
    std::ifstream in(source("data/studies/cook_2020.toml"));
    std::stringstream text;
    text << in.rdbuf();
    std::string whole = text.str();
    const auto replace = [&](const std::string& from, const std::string& to) {
        for (std::size_t at = whole.find(from); at != std::string::npos; at = whole.find(from, at))
            whole.replace(at, from.size(), to);
    };
    replace("counties = [\"17031\"]", "states = [\"17\"]");
    replace("../../../shared/", bench::data_pack("").string() + "/");
    const auto file = std::filesystem::temp_directory_path() / "tractwise_illinois.toml";
    write_text_file(file, whole);
    return file;
}

/// The program on a study, with or without OpenGL.
class Running {
public:
    Running(const std::filesystem::path& study, bool painted) : painted_(painted) {
        ImGui::CreateContext();
        ui::map_keys();
        ImGui::GetIO().DisplaySize = {kWidth, kHeight};
        if (painted)
            context_ = std::make_unique<gl::HeadlessContext>();
        std::unique_ptr<MapSurface> surface;
        if (painted)
            surface = gl::map_surface_of_this_machine();
        else
            surface = std::make_unique<NoSurface>();
        app_ = std::make_unique<App>(App::Options{.recipe_folders = {source("data/recipes")},
                                                  .studies = source("data/studies")},
                                     std::move(surface));
        if (painted) {
            frames_ = std::make_unique<FrameMaker>(*app_);
            canvas_ = std::make_unique<gl::Canvas>();
        }
        app_->open(study);
        for (int i = 0; i < 3; ++i)
            frame();
        app_->worker().wait();
        for (int i = 0; i < 8; ++i)
            frame();
    }
    ~Running() {
        frames_.reset();
        canvas_.reset();
        app_.reset();
        context_.reset();
        ImGui::DestroyContext();
    }
    App& app() { return *app_; }
    bool ready() const { return app_->snapshot() != nullptr; }

    void frame() {
        ImGuiIO& io = ImGui::GetIO();
        io.DeltaTime = 1.0F / 60;
        if (painted_) {
            canvas_->begin(kWidth, kHeight);
            GLint bound = 0;
            glGetIntegerv(GL_FRAMEBUFFER_BINDING, &bound);
            app_->ui().offscreen = static_cast<unsigned>(bound);
            frames_->draw(kWidth, kHeight, [] {});
            frames_->paint();
            glFinish();
        } else {
            app_->before_frame();
            ImGui::NewFrame();
            app_->frame();
            ImGui::Render();
        }
        io.MouseWheel = 0;
    }

private:
    bool painted_;
    std::unique_ptr<gl::HeadlessContext> context_;
    std::unique_ptr<App> app_;
    std::unique_ptr<FrameMaker> frames_;
    std::unique_ptr<gl::Canvas> canvas_;
};

bool skip(benchmark::State& state, Running& running) {
    if (running.ready())
        return false;
    state.SkipWithError("the data pack is absent");
    return true;
}

/// Pan by a few pixels in each frame, the cursor moving over the map.
void pan(benchmark::State& state, const std::filesystem::path& study, bool painted) {
    Running running(study, painted);
    if (skip(state, running))
        return;
    int step = 0;
    double worst = 0;
    for (auto _ : state) {
        const double direction = (step / 40) % 2 == 0 ? 3 : -3;
        running.app().view().camera.pan(direction, direction / 2);
        ImGui::GetIO().MousePos = {800.0F + static_cast<float>(step % 200), 400};
        const double before = thread_seconds();
        const auto wall = std::chrono::steady_clock::now();
        running.frame();
        const double seconds =
            painted ? std::chrono::duration<double>(std::chrono::steady_clock::now() - wall).count()
                    : thread_seconds() - before;
        state.SetIterationTime(seconds);
        worst = std::max(worst, seconds);
        ++step;
    }
    state.counters["worst_ms"] = worst * 1e3;
    state.counters["tracts"] = static_cast<double>(running.app().snapshot()->people.size());
}

void pan_states_program(benchmark::State& state) {
    pan(state, states_study(), false);
}
void pan_states_painted(benchmark::State& state) {
    pan(state, states_study(), true);
}
void pan_cook_program(benchmark::State& state) {
    pan(state, source("data/studies/cook_2020.toml"), false);
}
void pan_cook_painted(benchmark::State& state) {
    pan(state, source("data/studies/cook_2020.toml"), true);
}
BENCHMARK(pan_states_program)->UseManualTime()->Unit(benchmark::kMillisecond);
BENCHMARK(pan_states_painted)->UseManualTime()->Unit(benchmark::kMillisecond);
BENCHMARK(pan_cook_program)->UseManualTime()->Unit(benchmark::kMillisecond);
BENCHMARK(pan_cook_painted)->UseManualTime()->Unit(benchmark::kMillisecond);

void zoom_cook_painted(benchmark::State& state) {
    Running running(source("data/studies/cook_2020.toml"), true);
    if (skip(state, running))
        return;
    int step = 0;
    for (auto _ : state) {
        ImGui::GetIO().MousePos = {900, 450};
        ImGui::GetIO().MouseWheel = (step++ / 20) % 2 == 0 ? 1.0F : -1.0F;
        running.frame();
    }
}
BENCHMARK(zoom_cook_painted)->Unit(benchmark::kMillisecond)->MeasureProcessCPUTime()->UseRealTime();

/// The cursor rests: frames that nothing asked for.
void hover_states_program(benchmark::State& state) {
    Running running(states_study(), false);
    if (skip(state, running))
        return;
    int step = 0;
    for (auto _ : state) {
        ImGui::GetIO().MousePos = {600.0F + static_cast<float>(step++ % 700), 450};
        const double before = thread_seconds();
        running.frame();
        state.SetIterationTime(thread_seconds() - before);
    }
}
BENCHMARK(hover_states_program)->UseManualTime()->Unit(benchmark::kMillisecond);

/// Another palette: from the edit to colors on the card.
void recolor_states(benchmark::State& state) {
    Running running(states_study(), false);
    if (skip(state, running))
        return;
    map::SceneCache cache;
    map::MapStyle style = running.app().document().style;
    const study::ResultColumns& columns = *running.app().snapshot()->columns;
    map::make_scene(columns, style, {}, &cache);
    int turn = 0;
    for (auto _ : state) {
        style.palette = ++turn % 2 == 0 ? "viridis" : "YlOrBr";
        const map::MapScene scene = map::make_scene(columns, style, {}, &cache);
        benchmark::DoNotOptimize(scene.fill.data());
    }
}
BENCHMARK(recolor_states)->Unit(benchmark::kMillisecond);

/// A weight of Illinois: from the edit to new colors in the window's hands.
void reweigh_illinois(benchmark::State& state) {
    Running running(illinois_study(), false);
    if (skip(state, running))
        return;
    App& app = running.app();
    double weight = 1;
    for (auto _ : state) {
        weight = weight > 4 ? 0.5 : weight + 0.1;
        const std::uint64_t before = app.snapshot()->scene_version;
        app.edits().change({"", ""}, "bench", [weight](Document& next) {
            next.study.index->weights["housing"] = weight;
        });
        running.frame();
        app.worker().wait();
        running.frame();
        if (app.snapshot()->scene_version == before)
            state.SkipWithError("no new colors");
    }
    state.counters["tracts"] = static_cast<double>(app.snapshot()->people.size());
}
BENCHMARK(reweigh_illinois)->Unit(benchmark::kMillisecond)->UseRealTime();

void pick_states(benchmark::State& state) {
    Running running(states_study(), false);
    if (skip(state, running))
        return;
    const MapGeometry& geometry = *running.app().snapshot()->geometry;
    bench::Random random(7);
    for (auto _ : state) {
        const geo::Point at{random.uniform(geometry.home.least.x, geometry.home.greatest.x),
                            random.uniform(geometry.home.least.y, geometry.home.greatest.y)};
        benchmark::DoNotOptimize(geometry.pick(at));
    }
}
BENCHMARK(pick_states)->Unit(benchmark::kMicrosecond);

/// The slowest of some searches in 41,088 tracts and 30,000 places.
void find_states(benchmark::State& state) {
    Running running(states_study(), false);
    if (skip(state, running))
        return;
    auto overlays = std::make_shared<Overlays>();
    for (int i = 0; i < 30'000; ++i)
        overlays->places.push_back({fmt::format("Place number {}", i), {-90, 40}, 1});
    const FindIndex index(
        {.tracts = running.app().snapshot()->results->tracts, .overlays = overlays, .stops = {}});
    double slowest = 0;
    for (auto _ : state)
        for (const char* text : {"1", "017", "777777", "place", "number 29999", "zzz",
                                 "census tract 1", "41.88, -87.63"}) {
            const double before = thread_seconds();
            benchmark::DoNotOptimize(index.search(text, 9, Language::English).size());
            slowest = std::max(slowest, thread_seconds() - before);
        }
    state.counters["slowest_ms"] = slowest * 1e3;
}
BENCHMARK(find_states)->Unit(benchmark::kMillisecond);

/// The file dialog in a folder of 20,000 files.
void list_folder(benchmark::State& state) {
    const auto folder = std::filesystem::temp_directory_path() / "tractwise_many_files";
    std::filesystem::create_directory(folder);
    for (int i = 0; i < 20'000; ++i)
        std::ofstream(folder / fmt::format("file{}.csv", i));
    for (auto _ : state) {
        FolderList list;
        list.read(folder);
        benchmark::DoNotOptimize(list.shown().size());
    }
    std::filesystem::remove_all(folder);
}
BENCHMARK(list_folder)->Unit(benchmark::kMillisecond);

/// From the study file to the first frame with tracts in it.
void open_states(benchmark::State& state) {
    const auto study = states_study();
    for (auto _ : state) {
        Running running(study, true);
        if (skip(state, running))
            return;
    }
    state.counters["peak_MiB"] = bench::peak_memory_mib();
}
BENCHMARK(open_states)->Unit(benchmark::kSecond)->Iterations(1)->UseRealTime();

} // namespace
