// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/fuzz/fuzz.hpp"

#include <string>

#include <cpl_vsi.h>

namespace tractwise::fuzz {

/// The input as a file in memory, for readers that open by name.
class MemoryFile {
public:
    MemoryFile(const char* name, std::string_view bytes)
        : bytes_(bytes), path_(std::string("/vsimem/") + name) {
        VSIFCloseL(VSIFileFromMemBuffer(path_.c_str(), reinterpret_cast<GByte*>(bytes_.data()),
                                        bytes_.size(), FALSE));
    }
    ~MemoryFile() { VSIUnlink(path_.c_str()); }
    MemoryFile(const MemoryFile&) = delete;
    MemoryFile& operator=(const MemoryFile&) = delete;
    const std::string& path() const { return path_; }

private:
    std::string bytes_, path_;
};

} // namespace tractwise::fuzz
