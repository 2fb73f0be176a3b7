// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "viewer/document.hpp"
#include "viewer/map/camera.hpp"

#include "engine/core/language.hpp"

#include "engine/paper/map_page.hpp"
#include "engine/tract/tract_table.hpp"

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace tractwise::viewer {

/// What a panel asks of the program. Requests are carried out after the frame, in their order, so
/// that no panel sees another one's change half way.
///
///     edits.change({"Weight of Housing", "Peso de Vivienda"}, "weight.housing",
///                  [w](Document& next) { next.study.index->weights["housing"] = w; });
///     edits.ask(Edits::ZoomTo{box});
class Edits {
public:
    /// A change of the document: one step of undo (document.hpp has what the merge key does).
    struct Change {
        Text label;
        std::string merge_key;
        std::function<void(Document&)> how;
    };
    struct EndMerge {}; ///< the mouse button went up
    struct OpenStudy {  ///< asks before unsaved changes are lost
        std::filesystem::path file;
    };
    struct OpenFiles { ///< of any kind: dropped on the window or picked in the browser
        std::vector<std::filesystem::path> files;
    };
    struct OpenTracts { ///< a new study begins with them
        std::filesystem::path file;
    };
    struct Relink { ///< the file of a source that was moved
        std::string source;
        std::filesystem::path file;
    };
    struct NewStudy { ///< that has no file yet; asks before unsaved changes are lost
        std::shared_ptr<const study::Study> study;
    };
    struct CloseStudy {}; ///< back to the start screen
    struct Save {};       ///< asks for a name where there is none
    struct SaveAs {
        std::filesystem::path file;
    };
    struct Undo {};
    struct Redo {};
    struct SolvePlan {};    ///< [siting] of the document as it is
    struct Cancel {};       ///< what is being computed
    struct FindClusters {}; ///< that the document asks for, after they were stopped
    struct Reload {};       ///< reads every source again
    struct ZoomTo {
        MapBox box;
    };
    struct ZoomToRows { ///< tracts
        std::vector<std::uint32_t> rows;
    };
    struct FitAll {};
    /// A panel's own column among those of the study, until that is closed and never saved with it. It is of the index on the
    /// screen; where that changes, its label says that it is of before. Another one of the same name takes its place.
    struct AddColumn {
        tract::Column column;
    };
    struct ExportMap { ///< what is on the map as a page: PDF, SVG or PNG by the file's end
        std::filesystem::path file;
        paper::PageChoice page;
        double dpi = 300; ///< of a PNG
    };
    struct ExportRows { ///< CSV of these tracts; none: all
        std::filesystem::path file;
        std::vector<std::uint32_t> rows;
    };
    struct ExportRun { ///< everything `tractwise run` writes
        std::filesystem::path folder;
    };
    struct ShowDialog { ///< by name: "open", "save-as", "export", "report", "shortcuts", ...
        std::string name;
    };
    struct Say { ///< a line that fades: "Saved county.toml"
        std::string text;
        bool error = false;
    };
    struct Quit {};

    using Request = std::variant<Change, EndMerge, OpenStudy, OpenFiles, OpenTracts, Relink,
                                 NewStudy, CloseStudy, Save, SaveAs, Undo, Redo, SolvePlan, Cancel,
                                 FindClusters, Reload, ZoomTo, ZoomToRows, FitAll, AddColumn,
                                 ExportMap, ExportRows, ExportRun, ShowDialog, Say, Quit>;

    void change(Text label, std::string merge_key, std::function<void(Document&)> how) {
        requests_.emplace_back(Change{label, std::move(merge_key), std::move(how)});
    }
    void ask(Request request) { requests_.push_back(std::move(request)); }
    std::vector<Request> take() { return std::exchange(requests_, {}); }
    const std::vector<Request>& requests() const { return requests_; } ///< for tests

private:
    std::vector<Request> requests_;
};

} // namespace tractwise::viewer
