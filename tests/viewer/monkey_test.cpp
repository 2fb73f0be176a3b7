// SPDX-License-Identifier: Apache-2.0
// A hand that knows nothing: random clicks, drags, keys, text, wheel and window sizes on every widget and on the map.
// It runs for some seconds here; TRACTWISE_MONKEY_SECONDS=600 makes it go on, TRACTWISE_MONKEY_SEED chooses its mood.
#include "tests/support/temporary_folder.hpp"
#include "tests/viewer/app_harness.hpp"
#include "tests/viewer/panel_harness.hpp"

#include "engine/core/atomic_file.hpp"

#include <gtest/gtest.h>

#include <GLFW/glfw3.h>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <random>
#include <string>
#include <vector>

namespace tractwise::viewer {
namespace {

double from_environment(const char* name, double otherwise) {
    const char* text = std::getenv(name);
    return text == nullptr ? otherwise : std::atof(text);
}

/// Memory that this process holds, in MiB.
double memory_mib() {
    std::ifstream status("/proc/self/statm");
    double pages = 0, resident = 0;
    status >> pages >> resident;
    return resident * 4096 / (1 << 20);
}

/// Widgets that write files or end the program are not for monkeys.
bool harmless(const std::string& id) {
    for (const char* start : {"menu.quit", "menu.close", "menu.save", "top.save", "export.",
                              "browser.", "unsaved.", "import.", "help.save", "site.week.export"})
        if (id.starts_with(start))
            return false;
    return true;
}

TEST(Monkey, NothingItDoesBreaksTheProgram) {
    const double seconds = from_environment("TRACTWISE_MONKEY_SECONDS", 6);
    const auto seed = static_cast<unsigned>(from_environment("TRACTWISE_MONKEY_SEED", 1));
    std::mt19937 random(seed);
    const auto any = [&](int least, int most) {
        return std::uniform_int_distribution<int>(least, most)(random);
    };
    const test::TemporaryFolder config;
    // A copy, with the paths of its sources made absolute: never the shipped study itself.
    const std::filesystem::path copy = config.path() / "copy.toml";
    write_text_file(copy, study::Study::read(test::sample_siting_study()).to_toml());
    test::AppHarness app(config.path());
    app.open(copy);
    int width = 1600, height = 1000;
    std::vector<double> memory; // after each eighth of the time
    long actions = 0;
    const auto begun = std::chrono::steady_clock::now();
    const auto gone = [&] {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    };
    while (gone() < seconds) {
        const auto place = [&] {
            return ImVec2(static_cast<float>(any(0, width)), static_cast<float>(any(0, height)));
        };
        switch (any(0, 11)) {
        case 0:
        case 1:
        case 2:
        case 3: { // a widget by name
            std::vector<std::string> ids;
            for (const auto& [id, item] : app->ui().items.all())
                if (harmless(id))
                    ids.push_back(id);
            if (!ids.empty())
                app.click(ids[static_cast<std::size_t>(any(0, static_cast<int>(ids.size()) - 1))],
                          any(0, 9) == 0, any(0, 9) == 0);
            break;
        }
        case 4: {
            std::vector<std::string> ids;
            for (const auto& [id, item] : app->ui().items.all())
                if (harmless(id))
                    ids.push_back(id);
            if (!ids.empty())
                app.drag(ids[static_cast<std::size_t>(any(0, static_cast<int>(ids.size()) - 1))],
                         static_cast<float>(any(-300, 300)), static_cast<float>(any(-200, 200)));
            break;
        }
        case 5: {
            const ImVec2 from = place(), to = place();
            app.drag_at(from.x, from.y, to.x, to.y, any(0, 4) == 0);
            break;
        }
        case 6: {
            const ImVec2 at = place();
            app.wheel_at(at.x, at.y, static_cast<float>(any(-5, 5)));
            break;
        }
        case 7: {
            const ImVec2 at = place();
            app.click_at(at.x, at.y, any(0, 3) == 0, any(0, 3) == 0);
            break;
        }
        case 8: {
            constexpr int kKeys[] = {
                GLFW_KEY_ESCAPE, GLFW_KEY_ENTER, GLFW_KEY_TAB,    GLFW_KEY_UP,   GLFW_KEY_DOWN,
                GLFW_KEY_LEFT,   GLFW_KEY_RIGHT, GLFW_KEY_DELETE, GLFW_KEY_F,    GLFW_KEY_B,
                GLFW_KEY_L,      GLFW_KEY_R,     GLFW_KEY_P,      GLFW_KEY_V,    GLFW_KEY_H,
                GLFW_KEY_G,      GLFW_KEY_1,     GLFW_KEY_2,      GLFW_KEY_3,    GLFW_KEY_4,
                GLFW_KEY_5,      GLFW_KEY_6,     GLFW_KEY_7,      GLFW_KEY_SLASH};
            app.key(kKeys[static_cast<std::size_t>(any(0, static_cast<int>(std::size(kKeys)) - 1))],
                    false, any(0, 4) == 0);
            break;
        }
        case 9: {
            constexpr int kKeys[] = {GLFW_KEY_Z, GLFW_KEY_Y, GLFW_KEY_A, GLFW_KEY_I,
                                     GLFW_KEY_J, GLFW_KEY_D, GLFW_KEY_F, GLFW_KEY_0};
            app.key(kKeys[static_cast<std::size_t>(any(0, static_cast<int>(std::size(kKeys)) - 1))],
                    true, any(0, 4) == 0);
            break;
        }
        case 10: {
            constexpr const char* kTexts[] = {"risk_pct > 90", "((",           "99001003100",
                                              "41.88, -87.63", "ñandú 15 min", "-1e308",
                                              "and or not"};
            app.type(kTexts[static_cast<std::size_t>(any(0, 6))]);
            break;
        }
        default:
            if (any(0, 3) == 0) {
                constexpr std::pair<int, int> kSizes[] = {
                    {1600, 1000}, {800, 600}, {3840, 2160}, {640, 480}, {1280, 720}};
                std::tie(width, height) = kSizes[static_cast<std::size_t>(any(0, 4))];
                app.resize(width, height);
            } else if (any(0, 3) == 0) {
                app->change_language(any(0, 1) == 0 ? Language::English : Language::Spanish);
            }
            app.frames(3);
        }
        // Dialogs that write files are seen, and left at once: a monkey must not save over anything.
        for (const char* leave :
             {"browser.cancel", "export.cancel", "import.cancel", "unsaved.cancel"})
            if (app.has(leave))
                app.click(leave);
        if (++actions % 50 == 0)
            app.settle();
        if (!app.open_study()) // Ctrl+W and the like: in again
            app.open(copy);
        if (gone() > seconds / 8 * static_cast<double>(memory.size() + 1))
            memory.push_back(memory_mib());
    }
    app.settle();
    memory.push_back(memory_mib());
    RecordProperty("actions", std::to_string(actions));
    std::printf("%ld actions in %.0f s, seed %u; MiB after each eighth:", actions, gone(), seed);
    for (const double mib : memory)
        std::printf(" %.0f", mib);
    std::printf("\n");
    EXPECT_LT(memory.back(), memory.front() * 1.5 + 200) << "memory grows and grows";
}

} // namespace
} // namespace tractwise::viewer
