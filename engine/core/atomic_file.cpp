// SPDX-License-Identifier: Apache-2.0
#include "engine/core/atomic_file.hpp"

#include "engine/core/error.hpp"

#include <fstream>
#include <iterator>
#include <system_error>

namespace tractwise {

namespace fs = std::filesystem;

AtomicFile::AtomicFile(fs::path target) : target_(std::move(target)) {
    std::error_code failed;
    if (fs::is_directory(target_, failed))
        throw Error(ErrorKind::Input, "is a folder; a file name is needed to write to",
                    {.where = target_.string(), .hint = "give a file name inside it"});
    if (target_.has_parent_path()) {
        fs::create_directories(target_.parent_path(), failed);
        if (failed)
            throw Error(ErrorKind::Input, "cannot make the folder: " + failed.message(),
                        {.where = target_.parent_path().string(),
                         .hint = "choose an output folder that you may write to"});
    }
    work_ = std::make_unique<WorkFolder>(target_.has_parent_path() ? target_.parent_path() : ".",
                                         target_.filename().string());
    temporary_ = work_->path() / target_.filename();
}

AtomicFile::~AtomicFile() = default;

void AtomicFile::commit() {
    flush_to_disk(temporary_);
    const Commit taking_place;
    std::error_code failed;
    fs::rename(temporary_, target_, failed);
    if (failed)
        throw Error(ErrorKind::Input, "cannot write the file: " + failed.message(),
                    {.where = target_.string(), .hint = "is it open in another program?"});
}

void write_text_file(const fs::path& target, std::string_view text) {
    AtomicFile file(target);
    std::ofstream out(file.temporary(), std::ios::binary);
    out.write(text.data(), static_cast<std::streamsize>(text.size()));
    out.close();
    if (!out)
        throw Error(ErrorKind::Input, "cannot write the file",
                    {.where = target.string(), .hint = "check permissions and free disk space"});
    file.commit();
}

std::string read_text_file(const fs::path& path) {
    if (fs::is_directory(path))
        throw Error(ErrorKind::Input, "is a folder, not a file", {.where = path.string()});
    if (!fs::exists(path))
        throw Error(ErrorKind::Input, "no such file",
                    {.where = path.string(),
                     .hint = "relative paths are taken from the folder you run in, or from the "
                             "study file for paths inside a study"});
    std::ifstream in(path, std::ios::binary);
    if (!in)
        throw Error(ErrorKind::Input, "cannot open the file for reading",
                    {.where = path.string(), .hint = "check its permissions"});
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

} // namespace tractwise
