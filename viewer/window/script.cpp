// SPDX-License-Identifier: Apache-2.0
#include "viewer/window/script.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <fstream>
#include <map>

#include <GLFW/glfw3.h>
#include <fmt/format.h>

namespace tractwise::viewer {
namespace {

constexpr double kLongestWait = 120; // seconds

const std::vector<std::string> kVerbs = {"open", "drop",  "wait", "click",      "double", "shift",
                                         "ctrl", "hover", "drag", "lasso",      "wheel",  "key",
                                         "type", "pause", "set",  "screenshot", "film",   "quit"};

int key_code(std::string_view name) {
    static const std::map<std::string, int, std::less<>> kNamed = {
        {"esc", GLFW_KEY_ESCAPE},
        {"escape", GLFW_KEY_ESCAPE},
        {"enter", GLFW_KEY_ENTER},
        {"tab", GLFW_KEY_TAB},
        {"backspace", GLFW_KEY_BACKSPACE},
        {"delete", GLFW_KEY_DELETE},
        {"space", GLFW_KEY_SPACE},
        {"up", GLFW_KEY_UP},
        {"down", GLFW_KEY_DOWN},
        {"left", GLFW_KEY_LEFT},
        {"right", GLFW_KEY_RIGHT},
        {"home", GLFW_KEY_HOME},
        {"end", GLFW_KEY_END},
        {"f1", GLFW_KEY_F1},
        {"f5", GLFW_KEY_F5},
        {"?", GLFW_KEY_SLASH},
        {"+", GLFW_KEY_EQUAL},
        {"-", GLFW_KEY_MINUS}};
    if (const auto found = kNamed.find(name); found != kNamed.end())
        return found->second;
    if (name.size() == 1 && std::isalnum(static_cast<unsigned char>(name[0])) != 0)
        return std::toupper(static_cast<unsigned char>(name[0]));
    return -1;
}

} // namespace

Script Script::read(const std::filesystem::path& file) {
    std::ifstream in(file);
    if (!in)
        throw Error(ErrorKind::Input, "cannot be read", {.where = file.string(), .hint = {}});
    Script script;
    std::string line;
    for (std::size_t number = 1; std::getline(in, line); ++number) {
        if (const std::size_t note = line.find(" #"); note != std::string::npos)
            line.resize(note);
        const std::string text(trim(line));
        if (text.empty() || text[0] == '#')
            continue;
        Step step;
        step.where = fmt::format("{}:{}", file.string(), number);
        for (std::string& word : split(text, ' '))
            if (!word.empty())
                step.words.push_back(std::move(word));
        const std::string& verb = step.words.front();
        if (std::find(kVerbs.begin(), kVerbs.end(), verb) == kVerbs.end())
            throw Error(ErrorKind::Usage, fmt::format("\"{}\" is no action", verb),
                        {.where = step.where, .hint = suggestion(verb, kVerbs)});
        step.rest = std::string(trim(std::string_view(text).substr(verb.size())));
        script.steps_.push_back(std::move(step));
    }
    return script;
}

void Script::fail(const Step& step, const std::string& message) const {
    throw Error(ErrorKind::Input, message, {.where = step.where, .hint = {}});
}

ImVec2 Script::spot(const Step& step, std::size_t& word, App& app) const {
    const auto next = [&]() -> const std::string& {
        if (word >= step.words.size())
            fail(step, "a place is missing: a widget, \"tract GEOID\", or two numbers");
        return step.words[word++];
    };
    const std::string& first = next();
    if (first == "tract") {
        const std::string& geoid = next();
        const Snapshot* shown = app.snapshot();
        const auto row = shown == nullptr ? std::nullopt : shown->results->tracts->find(geoid);
        if (!row)
            fail(step, fmt::format("there is no tract {} on the map", geoid));
        const ui::Items::Item* map = app.ui().items.find("map");
        if (map == nullptr)
            fail(step, "the map is not on screen");
        const Pixel at = app.view().camera.to_pixel(shown->geometry->centroids[*row]);
        return {map->least.x + static_cast<float>(at.x), map->least.y + static_cast<float>(at.y)};
    }
    if (const std::optional<double> x = parse_number(first)) {
        const std::optional<double> y = parse_number(next());
        if (!y)
            fail(step, "a second number is missing");
        return {static_cast<float>(*x), static_cast<float>(*y)};
    }
    const ui::Items::Item* item = app.ui().items.find(first);
    if (item == nullptr)
        fail(step, fmt::format("no widget \"{}\" is on screen", first));
    return item->center();
}

bool Script::still_to_come(const Step& step, App& app) const {
    constexpr double kPatience = 0.5; // seconds
    constexpr std::array<std::string_view, 4> kPointing = {"click", "double", "hover", "drag"};
    if (frame_ > 0 || waited_ > kPatience)
        return false;
    std::size_t word = 0;
    while (word < step.words.size() && (step.words[word] == "shift" || step.words[word] == "ctrl"))
        ++word;
    if (word + 1 >= step.words.size() ||
        std::find(kPointing.begin(), kPointing.end(), step.words[word]) == kPointing.end())
        return false;
    const std::string& name = step.words[word + 1];
    return name != "tract" && !parse_number(name) && app.ui().items.find(name) == nullptr;
}

void Script::step(App& app, double dt) {
    ctrl_ = shift_ = false;
    key_ = -1;
    ImGuiIO& io = ImGui::GetIO();
    constexpr int kFirstLayout = 3; // frames until everything stands where it stays
    if (!done() && ++frames_seen_ > kFirstLayout) {
        waited_ += dt;
        const Step& now = steps_[at_];
        if (!still_to_come(now, app)) {
            const bool over = play(now, app);
            ++frame_;
            if (over) {
                ++at_;
                frame_ = 0;
                waited_ = 0;
            }
        }
    }
    io.MousePos = mouse_;
    io.MouseDown[0] = button_;
    io.MouseDown[1] = io.MouseDown[2] = false;
    io.KeyCtrl = ctrl_;
    io.KeyShift = shift_;
    std::fill(std::begin(io.KeysDown), std::end(io.KeysDown), false);
    if (key_ >= 0)
        io.KeysDown[key_] = true;
}

bool Script::play(const Step& step, App& app) {
    std::size_t word = 0;
    bool ctrl = false, shift = false;
    while (step.words[word] == "shift" || step.words[word] == "ctrl") {
        (step.words[word] == "shift" ? shift : ctrl) = true;
        if (++word >= step.words.size())
            fail(step, "nothing stands behind shift or ctrl");
    }
    ctrl_ = ctrl;
    shift_ = shift;
    const std::string& verb = step.words[word++];
    const auto number = [&](std::size_t i) {
        const std::optional<double> value =
            i < step.words.size() ? parse_number(step.words[i]) : std::nullopt;
        if (!value)
            fail(step, "a number is missing");
        return static_cast<float>(*value);
    };
    if (verb == "open") {
        app.open(step.rest);
        return true;
    }
    if (verb == "drop") {
        app.open_files({step.rest});
        return true;
    }
    if (verb == "wait") {
        if (waited_ > kLongestWait)
            fail(step, "still busy after two minutes");
        return frame_ > 4 && app.settled();
    }
    if (verb == "pause")
        return waited_ >= number(word);
    if (verb == "hover") {
        mouse_ = spot(step, word, app);
        return frame_ >= 3;
    }
    if (verb == "click" || verb == "double") {
        // Found once: what a click opens may move what was clicked.
        if (frame_ == 0)
            mouse_ = spot(step, word, app);
        const int clicks = verb == "double" ? 2 : 1;
        const int in_click = frame_ - 2;
        button_ = in_click >= 0 && in_click < 4 * clicks && in_click % 4 < 2;
        return frame_ >= 4 * clicks + 3;
    }
    if (verb == "drag" || verb == "lasso") {
        constexpr int kSteps = 8;
        if (frame_ == 0)
            mouse_ = spot(step, word, app);
        if (frame_ < 2)
            return false;
        button_ = true;
        if (frame_ < 4)
            return false;
        if (verb == "drag") {
            // The way is what is left of the line behind the place.
            const std::size_t n = step.words.size();
            const bool absolute = n >= 3 && step.words[n - 3] == "to";
            const ImVec2 end{number(n - 2), number(n - 1)};
            if (frame_ == 4)
                from_ = mouse_;
            const ImVec2 goal = absolute ? end : ImVec2(from_.x + end.x, from_.y + end.y);
            const float share = std::min(1.0F, static_cast<float>(frame_ - 3) / kSteps);
            mouse_ = {from_.x + (goal.x - from_.x) * share, from_.y + (goal.y - from_.y) * share};
            if (frame_ < 4 + kSteps)
                return false;
        } else {
            // `word` is behind the verb: the first corner is where the button went down.
            const std::size_t corner = word + 2 * (1 + static_cast<std::size_t>(frame_ - 4) / 3);
            if (corner + 1 < step.words.size()) {
                mouse_ = {number(corner), number(corner + 1)};
                return false;
            }
        }
        button_ = false;
        return true;
    }
    if (verb == "wheel") {
        if (word + 1 < step.words.size() && step.words[word + 1] == "at") {
            std::size_t place = word + 2;
            mouse_ = spot(step, place, app);
        }
        if (frame_ == 2)
            ImGui::GetIO().MouseWheel = number(word);
        return frame_ >= 3;
    }
    if (verb == "key") {
        std::vector<std::string> parts = split(to_lower(step.rest), '+');
        const std::string name = parts.back().empty() ? "+" : parts.back();
        for (const std::string& part : parts) {
            ctrl_ = ctrl_ || part == "ctrl";
            shift_ = shift_ || part == "shift";
        }
        const int code = key_code(name);
        if (code < 0)
            fail(step, fmt::format("\"{}\" is no key", name));
        key_ = frame_ < 2 ? code : -1;
        return frame_ >= 3;
    }
    if (verb == "type") {
        if (frame_ == 1)
            ImGui::GetIO().AddInputCharactersUTF8(step.rest.c_str());
        return frame_ >= 2;
    }
    if (verb == "set") {
        const std::string& what = word < step.words.size() ? step.words[word] : verb;
        const std::string& value = step.words.back();
        if (what == "dark")
            app.view().dark = value == "on";
        else if (what == "language")
            app.change_language(value == "es" ? Language::Spanish : Language::English);
        else if (what == "scale")
            app.view().text_scale = number(word + 1);
        else
            fail(step, "set knows dark, language and scale");
        return frame_ >= 2;
    }
    if (verb == "screenshot") {
        if (frame_ < 2)
            return false; // tooltips and layouts settle
        screenshot_ = step.rest;
        return true;
    }
    if (verb == "film") {
        film_ = step.rest == "off" ? "" : step.rest;
        return true;
    }
    quit_ = true;
    return true;
}

} // namespace tractwise::viewer
