// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/study/results.hpp"

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace tractwise::viewer {

/// The areas that a study's polygons name (ZIP codes, towns), each with its tracts: those of whose
/// people at least half live inside. Files are read on a thread of their own.
///
///     areas.follow(results);                   // in each frame; begins to read where it has to
///     for (const NamedAreas::Area& area : areas.list()) ...
class NamedAreas {
public:
    struct Area {
        std::string name;
        std::vector<std::uint32_t> rows; ///< ascending
    };
    NamedAreas() = default;
    ~NamedAreas();
    NamedAreas(const NamedAreas&) = delete;
    NamedAreas& operator=(const NamedAreas&) = delete;

    void follow(const std::shared_ptr<const study::Results>& results);
    bool reading() const { return work_ != nullptr; }
    const std::vector<Area>& list() const { return list_; }
    /// Why there is no list; empty: there is one.
    const std::string& failure() const { return failure_; }

private:
    struct Work {
        std::mutex mutex;
        bool done = false;
        std::vector<Area> list;
        std::string failure;
    };
    std::shared_ptr<const tract::TractSet> tracts_; ///< what `list_` is of
    std::vector<std::string> sources_;
    std::shared_ptr<Work> work_;
    std::jthread thread_;
    std::vector<Area> list_;
    std::string failure_;
};

} // namespace tractwise::viewer
