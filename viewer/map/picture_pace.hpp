// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "viewer/map/map_surface.hpp"

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>

namespace tractwise::viewer {

/// What a painted picture depends on, by value: equal keys, equal pictures.
struct PictureKey {
    explicit PictureKey(const MapPicture& picture);
    friend bool operator==(const PictureKey&, const PictureKey&) = default;

    Camera camera;
    const void* geometry = nullptr;
    const void* overlays = nullptr;
    std::uint64_t scene_version = 0, selection_version = 0;
    bool dark = false;
    float scale = 0;
    map::Vision vision{};
    std::array<bool, 4> shown{};
};

/// Decides for one slot of a MapSurface when a picture is painted.
///
///     if (pace.wants(key)) { paint(picture); pace.painted(key); }
///     return {texture, pace.camera(), pace.is_exact(key)};
class PicturePace {
public:
    using Clock = std::chrono::steady_clock;

    /// Not where the last picture is this one already; and where painting is slow and only the camera
    /// has moved, not before the window had its share of the time.
    bool wants(const PictureKey& key, Clock::time_point now = Clock::now());
    /// After it was painted.
    void painted(const PictureKey& key, Clock::time_point now = Clock::now());
    bool is_exact(const PictureKey& key) const { return key_ == key; }
    const Camera& camera() const { return key_->camera; } ///< of the last picture
    bool is_slow() const;                                 ///< or not known yet
    void forget() { key_.reset(); }

private:
    std::optional<PictureKey> key_;
    Clock::time_point begun_{}, done_{};
    double seconds_ = 0; ///< that the last picture took
};

} // namespace tractwise::viewer
