// SPDX-License-Identifier: Apache-2.0
#include "engine/core/sha256.hpp"

#include "engine/core/error.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <memory>
#include <system_error>
#include <vector>

#include <openssl/evp.h>

namespace tractwise {
namespace {

namespace fs = std::filesystem;

/// A geodatabase is a folder of some hundred files; a folder of more is none.
constexpr std::size_t kMostFiles = 10'000;

class Digest {
public:
    Digest() : context_(EVP_MD_CTX_new(), &EVP_MD_CTX_free) {
        EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr);
    }

    void update(const void* data, std::size_t size) {
        EVP_DigestUpdate(context_.get(), data, size);
    }

    std::string hex() {
        std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
        unsigned int size = 0;
        EVP_DigestFinal_ex(context_.get(), bytes.data(), &size);
        constexpr std::string_view digits = "0123456789abcdef";
        std::string text;
        for (unsigned int i = 0; i < size; ++i) {
            text += digits[bytes[i] >> 4U];
            text += digits[bytes[i] & 15U];
        }
        return text;
    }

private:
    std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context_;
};

void add_file(Digest& digest, const fs::path& path) {
    // A device may have no end (/dev/zero).
    if (std::error_code failed;
        fs::is_character_file(path, failed) || fs::is_block_file(path, failed))
        throw Error(ErrorKind::Input, "is no file but a device",
                    {.where = path.string(), .hint = "write the data to a file and name that"});
    std::ifstream file(path, std::ios::binary);
    if (!file)
        throw Error(ErrorKind::Input, "cannot open the file for reading",
                    {.where = path.string(), .hint = "check that it exists and may be read"});
    std::vector<char> block(1U << 20U);
    while (file) {
        file.read(block.data(), static_cast<std::streamsize>(block.size()));
        digest.update(block.data(), static_cast<std::size_t>(file.gcount()));
    }
}

} // namespace

std::vector<fs::path> hashed_files(const fs::path& path) {
    std::vector<fs::path> members;
    std::error_code failed;
    if (fs::is_directory(path, failed)) {
        for (fs::recursive_directory_iterator at(path, failed), end; !failed && at != end;
             at.increment(failed))
            if (at->is_regular_file(failed)) {
                if (members.size() == kMostFiles)
                    throw Error(ErrorKind::Input,
                                "is a folder of more than 10,000 files, not one data source",
                                {.where = path.string(), .hint = "name the file in it"});
                members.push_back(at->path());
            }
        if (failed)
            throw Error(ErrorKind::Input, "cannot be read: " + failed.message(),
                        {.where = path.string(), .hint = "check its permissions"});
        std::sort(members.begin(), members.end());
        return members;
    }
    members.push_back(path);
    if (path.extension() == ".shp")
        for (const char* extension : {".cpg", ".dbf", ".prj", ".shx"})
            if (const auto companion = fs::path(path).replace_extension(extension);
                fs::exists(companion, failed))
                members.push_back(companion);
    return members;
}

std::string sha256_of_text(std::string_view text) {
    Digest digest;
    digest.update(text.data(), text.size());
    return digest.hex();
}

std::string sha256_of_file(const fs::path& path) {
    Digest digest;
    const auto members = hashed_files(path);
    for (const fs::path& member : members) {
        if (members.size() > 1) {
            const std::string name = member.filename().string();
            digest.update(name.data(), name.size());
        }
        add_file(digest, member);
    }
    return digest.hex();
}

} // namespace tractwise
