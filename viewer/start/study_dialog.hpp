// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "viewer/panel.hpp"

#include "engine/tract/tract_set.hpp"

#include <filesystem>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace tractwise::viewer {

/// What a study is about: its counties and its title. A new one begins with a file of tracts; later
/// the same can be changed. The file is read on a thread of its own.
///
///     dialog.begin("cb_2023_17_tract_500k.zip");       // goes out as Edits::NewStudy
///     dialog.change();                                 // of the study that is open: Edits::Change
class StudyDialog final : public Panel {
public:
    StudyDialog();
    ~StudyDialog() override;
    void draw(PanelContext& in) override;
    void begin(std::filesystem::path tracts);
    void change() { wants_change_ = open_ = true; }
    bool is_open() const { return open_; }
    bool reading() const { return open_ && !has_result_; }

private:
    struct Place { ///< a county of the file
        std::string code, name, state;
        std::size_t tracts = 0;
        bool chosen = false;
    };
    struct Failure {
        std::string message, where, hint;
    };
    struct Result {
        std::vector<Place> places;
        int vintage = 0;
        std::optional<Failure> failure;
    };
    struct Work {
        std::mutex mutex;
        bool done = false;
        double fraction = 0;
        Result result;
    };

    void start(const io::SourceSpec& source);
    void stop();
    void take_result(PanelContext& in);
    void draw_places(PanelContext& in);
    void draw_buttons(PanelContext& in);
    std::string usual_title() const; ///< of the counties that are chosen
    tract::Region region() const;
    void finish(PanelContext& in);

    bool open_ = false, wants_change_ = false, changes_ = false, has_result_ = false;
    bool own_title_ = false; ///< typed; else it follows the counties
    io::SourceSpec source_;
    int vintage_ = 0; ///< 0: as the file tells, else 1: 2010, 2: 2020
    std::shared_ptr<Work> work_;
    std::jthread thread_;
    std::list<std::jthread> ended_; ///< asked to stop, waited for at the end
    Result read_;
    std::string title_, filter_;
};

} // namespace tractwise::viewer
