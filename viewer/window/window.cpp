// SPDX-License-Identifier: Apache-2.0
#include "viewer/window/window.hpp"

#include "viewer/gl/raster_map_surface.hpp"
#include "viewer/window/frame.hpp"
#include "viewer/window/run_support.hpp"

#include "engine/core/error.hpp"

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include <epoxy/gl.h>
// After epoxy, which brings OpenGL's own declarations.
#include <GLFW/glfw3.h>
#include <backends/imgui_impl_glfw.h>

namespace tractwise::viewer {
namespace {

/// GLFW from beginning to end, with one window.
class Glfw {
public:
    Glfw(int width, int height) {
        if (glfwInit() == GLFW_FALSE)
            fail("no display can be opened");
        glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
        glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 3);
        glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
        glfwWindowHint(GLFW_OPENGL_FORWARD_COMPAT, GLFW_TRUE);
        glfwWindowHint(GLFW_SCALE_TO_MONITOR, GLFW_TRUE);
        glfwWindowHintString(GLFW_X11_CLASS_NAME, "tractwise");
        window_ = glfwCreateWindow(width, height, "Tractwise", nullptr, nullptr);
        if (window_ == nullptr)
            fail("no window with OpenGL 3.3 can be opened");
        glfwSetWindowSizeLimits(window_, 640, 480, GLFW_DONT_CARE, GLFW_DONT_CARE);
        glfwMakeContextCurrent(window_);
        glfwSwapInterval(1);
    }
    ~Glfw() {
        glfwDestroyWindow(window_);
        glfwTerminate();
    }
    Glfw(const Glfw&) = delete;
    Glfw& operator=(const Glfw&) = delete;
    GLFWwindow* window() const { return window_; }

private:
    [[noreturn]] static void fail(const char* what) {
        const char* words = nullptr;
        glfwGetError(&words);
        const std::string reason = words != nullptr ? std::string(": ") + words : std::string();
        glfwTerminate();
        throw Error(ErrorKind::Internal, what + reason,
                    {.where = {},
                     .hint = "with --screenshot OUT.png or --script FILE it needs no display"});
    }
    GLFWwindow* window_ = nullptr;
};

/// A key that went down, with what was held beside it.
struct KeyTap {
    int key = 0, mods = 0;
};

/// What GLFW's callbacks leave for the next frame.
struct Inbox {
    std::vector<KeyTap> taps;
    ImVec2 cursor{-1, -1};                         ///< where the last event left it
    std::optional<ImVec2> pressed_at, released_at; ///< of the left button
    std::vector<std::filesystem::path> dropped;
    bool close_asked = false;
};

Inbox& inbox_of(GLFWwindow* window) {
    return *static_cast<Inbox*>(glfwGetWindowUserPointer(window));
}

/// ImGui 1.86 sees only what is down, and where the cursor is, when a frame begins. Between two slow
/// frames a tap would be lost, Ctrl+Z whose Ctrl went up first would be a Z, and a drag would begin
/// where the hand has got to instead of where it pressed. Here each tap gets a frame of its own with
/// what was held when it came, and so do the places of a press and of its release.
class HeldInput {
public:
    void begin_frame(Inbox& inbox) {
        hold_cursor(inbox);
        hold_key(inbox.taps);
    }
    /// The next frame is wanted at once.
    bool busy(const Inbox& inbox) const {
        return in_tap_ || cursor_held_ || !inbox.taps.empty() || inbox.pressed_at ||
               inbox.released_at;
    }

private:
    void hold_cursor(Inbox& inbox) {
        ImGuiIO& io = ImGui::GetIO();
        cursor_held_ = inbox.pressed_at || inbox.released_at;
        if (inbox.pressed_at)
            io.MousePos = *std::exchange(inbox.pressed_at, std::nullopt);
        else if (inbox.released_at && !io.MouseDown[0])
            io.MousePos = *std::exchange(inbox.released_at, std::nullopt);
    }
    void hold_key(std::vector<KeyTap>& taps) {
        ImGuiIO& io = ImGui::GetIO();
        if (std::exchange(in_tap_, false)) {
            if (held_ != 0)
                io.KeysDown[std::exchange(held_, 0)] = false;
            const auto down = [&](int left, int right) {
                return io.KeysDown[left] || io.KeysDown[right];
            };
            io.KeyCtrl = down(GLFW_KEY_LEFT_CONTROL, GLFW_KEY_RIGHT_CONTROL);
            io.KeyShift = down(GLFW_KEY_LEFT_SHIFT, GLFW_KEY_RIGHT_SHIFT);
            io.KeyAlt = down(GLFW_KEY_LEFT_ALT, GLFW_KEY_RIGHT_ALT);
            return; // a frame in between, so that the same key can be tapped twice
        }
        if (taps.empty())
            return;
        const KeyTap tap = taps.front();
        taps.erase(taps.begin());
        in_tap_ = true;
        if (!io.KeysDown[tap.key]) {
            held_ = tap.key;
            io.KeysDown[tap.key] = true;
        }
        io.KeyCtrl = (tap.mods & GLFW_MOD_CONTROL) != 0;
        io.KeyShift = (tap.mods & GLFW_MOD_SHIFT) != 0;
        io.KeyAlt = (tap.mods & GLFW_MOD_ALT) != 0;
    }

    bool in_tap_ = false, cursor_held_ = false;
    int held_ = 0; ///< a key that is up already; 0: none
};

} // namespace

bool has_display() {
    const bool fine = glfwInit() == GLFW_TRUE;
    glfwTerminate();
    return fine;
}

int run_in_window(const RunOptions& options) {
    const Glfw glfw(options.width, options.height);
    GLFWwindow* window = glfw.window();
    Inbox inbox;
    glfwSetWindowUserPointer(window, &inbox);
    glfwSetDropCallback(window, [](GLFWwindow* w, int count, const char** paths) {
        for (int i = 0; i < count; ++i)
            inbox_of(w).dropped.emplace_back(paths[i]);
    });
    glfwSetWindowCloseCallback(window, [](GLFWwindow* w) {
        glfwSetWindowShouldClose(w, GLFW_FALSE); // the app asks about unsaved changes first
        inbox_of(w).close_asked = true;
    });
    const ImGuiSession session;
    ImGui_ImplGlfw_InitForOpenGL(window, true);
    glfwSetKeyCallback(window, [](GLFWwindow* w, int key, int code, int action, int mods) {
        ImGui_ImplGlfw_KeyCallback(w, key, code, action, mods);
        std::vector<KeyTap>& taps = inbox_of(w).taps;
        const bool modifier = key >= GLFW_KEY_LEFT_SHIFT && key <= GLFW_KEY_RIGHT_SUPER;
        // Letters typed into a field come as characters, and must not be overtaken by them.
        const bool typed = ImGui::GetIO().WantTextInput && key <= GLFW_KEY_GRAVE_ACCENT &&
                           (mods & (GLFW_MOD_CONTROL | GLFW_MOD_ALT)) == 0;
        if (action == GLFW_PRESS && key >= 0 && !modifier && !typed)
            taps.push_back({key, mods});
    });
    glfwSetCursorPosCallback(window, [](GLFWwindow* w, double x, double y) {
        inbox_of(w).cursor = {static_cast<float>(x), static_cast<float>(y)};
    });
    glfwSetMouseButtonCallback(window, [](GLFWwindow* w, int button, int action, int mods) {
        ImGui_ImplGlfw_MouseButtonCallback(w, button, action, mods);
        Inbox& held = inbox_of(w);
        if (button != GLFW_MOUSE_BUTTON_LEFT || held.cursor.x < 0)
            return;
        (action == GLFW_PRESS ? held.pressed_at : held.released_at) = held.cursor;
    });
    {
        App app(app_options(options, [] { glfwPostEmptyEvent(); }),
                gl::map_surface_of_this_machine());
        start(app, options);
        FrameMaker frames(app);
        Playback playback(options, app, frames);
        HeldInput held;
        while (true) {
            const double wait = options.unattended() || held.busy(inbox) ? 0 : app.next_frame_in();
            if (wait == 0)
                glfwPollEvents();
            else if (wait < 0)
                glfwWaitEvents();
            else
                glfwWaitEventsTimeout(wait);
            if (!inbox.dropped.empty())
                app.open_files(std::exchange(inbox.dropped, {}));
            if (std::exchange(inbox.close_asked, false))
                app.ask_quit();
            float scale = 1, unused = 1;
            glfwGetWindowContentScale(window, &scale, &unused);
            app.set_display_scale(options.scale > 0 ? options.scale : scale);
            int width = 0, height = 0;
            glfwGetFramebufferSize(window, &width, &height);
            if (width == 0 || height == 0) { // minimized
                glfwWaitEvents();
                continue;
            }
            frames.draw(width, height, [&] {
                ImGui_ImplGlfw_NewFrame();
                held.begin_frame(inbox);
                playback.step();
            });
            frames.paint();
            if (playback.after_frame())
                break;
            glfwSwapBuffers(window);
        }
        const int code = finish(app);
        ImGui_ImplGlfw_Shutdown();
        return code;
    }
}

} // namespace tractwise::viewer
