// SPDX-License-Identifier: Apache-2.0
#include "viewer/map/picture_pace.hpp"

namespace tractwise::viewer {
namespace {

/// A picture that takes longer than this is not painted for every step of a moving camera ...
constexpr double kSlow = 0.03;
/// ... but after so many times as long.
constexpr double kRest = 2;

double seconds_between(PicturePace::Clock::time_point from, PicturePace::Clock::time_point to) {
    return std::chrono::duration<double>(to - from).count();
}

} // namespace

PictureKey::PictureKey(const MapPicture& picture)
    : camera(picture.camera), geometry(picture.geometry), overlays(picture.overlays),
      scene_version(picture.scene_version),
      selection_version(picture.selection == nullptr ? 0 : picture.selection->version()),
      dark(picture.dark), scale(picture.scale),
      vision(picture.style->vision), shown{picture.style->show_tract_lines,
                                           picture.style->show_county_lines,
                                           picture.style->show_streets, picture.style->show_water} {
}

bool PicturePace::wants(const PictureKey& key, Clock::time_point now) {
    begun_ = now;
    if (!key_)
        return true;
    if (*key_ == key)
        return false;
    PictureKey moved = key;
    moved.camera = key_->camera;
    const bool same_size =
        key.camera.width == key_->camera.width && key.camera.height == key_->camera.height;
    return !(*key_ == moved && same_size && is_slow() &&
             seconds_between(done_, now) < kRest * seconds_);
}

void PicturePace::painted(const PictureKey& key, Clock::time_point now) {
    key_ = key;
    done_ = now;
    seconds_ = seconds_between(begun_, now);
}

bool PicturePace::is_slow() const {
    return !key_ || seconds_ > kSlow;
}

} // namespace tractwise::viewer
