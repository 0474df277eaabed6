#include "lead/LeadTextMatch.h"

#include <sqlite3.h>

#include <algorithm>
#include <array>

namespace AlwaysLeads {

namespace {

bool isBeyondAscii(char letter)
{
    return (static_cast<unsigned char>(letter) & 0x80) != 0;
}

char small(char letter)
{
    return letter >= 'A' && letter <= 'Z' ? char(letter + ('a' - 'A')) : letter;
}

bool isOfWord(char letter)
{
    const char plain = small(letter);
    return (plain >= 'a' && plain <= 'z') || (plain >= '0' && plain <= '9');
}

/// Whether a word of the text, which is all ASCII, begins like this.
bool hasWord(std::string_view text, std::string_view beginning)
{
    bool isInWord = false;
    for (size_t place = 0; place + beginning.size() <= text.size(); ++place) {
        const bool begins = !isInWord;
        isInWord = isOfWord(text[place]);
        if (!begins || small(text[place]) != beginning.front()) {
            continue;
        }
        size_t same = 1;
        while (same < beginning.size() && small(text[place + same]) == beginning[same]) {
            ++same;
        }
        if (same == beginning.size()) {
            return true;
        }
    }
    return false;
}

} // namespace

struct LeadTextMatch::Tokenizer
{
    fts5_tokenizer calls{};
    Fts5Tokenizer *made = nullptr;
    std::string letters; ///< the tokens of one text, one after the other
    std::vector<size_t> ends; ///< where each ends

    explicit Tokenizer(sqlite3 *handle)
    {
        fts5_api *api = nullptr;
        sqlite3_stmt *ask = nullptr;
        // How SQLite hands out the interface of FTS5.
        if (sqlite3_prepare_v2(handle, "SELECT fts5(?1)", -1, &ask, nullptr) == SQLITE_OK) {
            sqlite3_bind_pointer(ask, 1, static_cast<void *>(&api), "fts5_api_ptr", nullptr);
            sqlite3_step(ask);
        }
        sqlite3_finalize(ask);
        void *context = nullptr;
        if (api == nullptr || api->xFindTokenizer(api, "unicode61", &context, &calls) != SQLITE_OK) {
            return;
        }
        std::array<const char *, 2> options{"remove_diacritics", "2"};
        if (calls.xCreate(context, options.data(), int(options.size()), &made) != SQLITE_OK) {
            made = nullptr;
        }
    }
    ~Tokenizer()
    {
        if (made != nullptr) {
            calls.xDelete(made);
        }
    }
    Tokenizer(const Tokenizer &) = delete;
    Tokenizer &operator=(const Tokenizer &) = delete;

    void read(std::string_view text, int why)
    {
        letters.clear();
        ends.clear();
        const auto keep = [](void *self, int, const char *token, int length, int, int) -> int {
            auto *into = static_cast<Tokenizer *>(self);
            into->letters.append(token, size_t(length));
            into->ends.push_back(into->letters.size());
            return SQLITE_OK;
        };
        calls.xTokenize(made, this, why, text.data(), int(text.size()), keep);
    }
    std::string_view token(size_t place) const
    {
        const size_t start = place == 0 ? 0 : ends[place - 1];
        return std::string_view(letters).substr(start, ends[place] - start);
    }
    bool has(const std::vector<std::string> &phrase) const
    {
        for (size_t start = 0; start + phrase.size() <= ends.size(); ++start) {
            size_t same = 0;
            while (same + 1 < phrase.size() && token(start + same) == phrase[same]) {
                ++same;
            }
            if (same + 1 == phrase.size() && token(start + same).starts_with(phrase[same])) {
                return true;
            }
        }
        return false;
    }
};

LeadTextMatch::LeadTextMatch(Connection &connection, const QStringList &words)
    : m_tokenizer(std::make_unique<Tokenizer>(connection.handle()))
{
    if (m_tokenizer->made == nullptr) {
        return;
    }
    for (const QString &word : words) {
        const QByteArray text = word.toUtf8();
        m_tokenizer->read({text.constData(), size_t(text.size())}, FTS5_TOKENIZE_QUERY | FTS5_TOKENIZE_PREFIX);
        std::vector<std::string> phrase;
        for (size_t place = 0; place < m_tokenizer->ends.size(); ++place) {
            phrase.emplace_back(m_tokenizer->token(place));
        }
        m_phrases.push_back(std::move(phrase));
    }
}

LeadTextMatch::~LeadTextMatch() = default;

bool LeadTextMatch::isUsable() const
{
    return !m_phrases.empty() && std::ranges::none_of(m_phrases, &std::vector<std::string>::empty);
}

/// Where all letters are ASCII the tokenizer keeps letters and digits, small ones for capitals, and parts words at
/// everything else: told without it in a fraction of the time.
bool LeadTextMatch::has(std::string_view column, const std::vector<std::string> &phrase, bool &isRead)
{
    if (phrase.size() == 1 && std::ranges::none_of(column, isBeyondAscii)) {
        return hasWord(column, phrase.front());
    }
    if (!isRead) {
        m_tokenizer->read(column, FTS5_TOKENIZE_DOCUMENT);
        isRead = true;
    }
    return m_tokenizer->has(phrase);
}

bool LeadTextMatch::matches(std::span<const std::string_view> columns)
{
    m_found.assign(m_phrases.size(), false);
    size_t missing = m_phrases.size();
    for (const std::string_view column : columns) {
        bool isRead = false;
        for (size_t phrase = 0; phrase < m_phrases.size(); ++phrase) {
            if (!m_found[phrase] && has(column, m_phrases[phrase], isRead)) {
                m_found[phrase] = true;
                if (--missing == 0) {
                    return true;
                }
            }
        }
    }
    return false;
}

} // namespace AlwaysLeads
