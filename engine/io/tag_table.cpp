// SPDX-License-Identifier: Apache-2.0
#include "engine/io/streets.hpp"

#include <algorithm>

namespace tractwise::io {

std::uint32_t TagTable::intern(std::string_view text) {
    if (const auto known = ids_.find(text); known != ids_.end())
        return known->second;
    const auto id = static_cast<std::uint32_t>(texts_.size());
    texts_.emplace_back(text);
    ids_.emplace(text, id);
    return id;
}

std::string_view TagTable::value(std::size_t item, std::string_view key) const {
    // A way has a handful of tags: comparing texts, lengths first, is quicker than looking up the key.
    for (const Tag& tag : tags_of(item))
        if (texts_[tag.key] == key)
            return texts_[tag.value];
    return {};
}

void TagTable::begin_item() {
    first_.push_back(tags_.size());
}

void TagTable::add(std::string_view key, std::string_view value) {
    if (value.empty())
        return;
    const std::uint32_t key_id = intern(key);
    tags_.push_back({key_id, intern(value)});
    ++first_.back();
}

void TagTable::append(const TagTable& other, std::size_t item) {
    begin_item();
    for (const Tag& tag : other.tags_of(item))
        add(other.texts_[tag.key], other.texts_[tag.value]);
}

bool operator==(const TagTable& a, const TagTable& b) {
    return a.first_ == b.first_ &&
           std::equal(a.tags_.begin(), a.tags_.end(), b.tags_.begin(), b.tags_.end(),
                      [&](const TagTable::Tag& one, const TagTable::Tag& other) {
                          return a.texts_[one.key] == b.texts_[other.key] &&
                                 a.texts_[one.value] == b.texts_[other.value];
                      });
}

} // namespace tractwise::io
