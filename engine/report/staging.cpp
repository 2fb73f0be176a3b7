// SPDX-License-Identifier: Apache-2.0
#include "staging.hpp"

#include <tractwise/core/error.hpp>

#include <system_error>

#include <fmt/format.h>
#include <unistd.h>

namespace tractwise {

namespace fs = std::filesystem;

Staging::Staging(fs::path target) : target_(std::move(target)) {
    if (fs::exists(target_) && !fs::is_directory(target_))
        throw Error(ErrorKind::Usage, "is a file; the output needs a folder",
                    {.where = target_.string()});
    std::error_code failed;
    for (fs::path p = fs::absolute(target_); !p.empty() && !fs::exists(p); p = p.parent_path())
        made_.push_back(p);
    fs::create_directories(target_, failed);
    folder_ = target_ / fmt::format(".tractwise-partial-{}", ::getpid());
    if (!failed)
        fs::create_directories(folder_, failed);
    if (failed)
        throw Error(ErrorKind::Input, "cannot make the output folder: " + failed.message(),
                    {.where = target_.string(),
                     .hint = "choose a folder that you may write to with --out"});
}

Staging::~Staging() {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
    for (const fs::path& folder : made_) // a failed run leaves no empty folder of its own
        if (fs::is_empty(folder, ignored))
            fs::remove(folder, ignored);
}

void Staging::move_in(const std::vector<std::string>& names) const {
    for (const std::string& name : names) {
        std::error_code failed;
        fs::rename(folder_ / name, target_ / name, failed);
        if (failed)
            throw Error(
                ErrorKind::Input, "cannot write the file: " + failed.message(),
                {.where = (target_ / name).string(), .hint = "is it open in another program?"});
    }
}

} // namespace tractwise
