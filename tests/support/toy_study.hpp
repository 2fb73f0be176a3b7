// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/support/error_of.hpp"
#include "tests/support/temporary_folder.hpp"

#include <filesystem>
#include <string>

namespace tractwise::test {

/// A whole study of six square tracts in a temporary folder, small enough to read and quick to run:
///
///     000100 000200 000300        1 km squares near 97 W, 39 N; one home per tract at its middle, 100 people x column;
///     000400 000500 990000        a clinic and a supermarket in 000100; 990000 is water, without people
///
/// Files: tracts.geojson, homes.csv, acs.csv, stores.csv, clinics.csv, recipe.toml and study.toml.
/// Tests overwrite one of them with `folder.write(...)` and look at what happens.
struct ToyStudy {
    ToyStudy();
    std::filesystem::path file() const { return folder / "study.toml"; }
    TemporaryFolder folder;
};

/// The text of study.toml with one text replaced, for "what if this key were wrong".
std::string toy_study_with(const std::string& from, const std::string& to);

} // namespace tractwise::test
