// Where there is no libFuzzer: the corpus, and mutations of it that are the same in each run.
#include "fuzz/Fuzz.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QRandomGenerator>

using namespace AlwaysLeads;

namespace {

constexpr int mutationsOfEach = 200;
constexpr quint32 seed = 20261125;
constexpr qsizetype longest = 64 * 1024; // bytes
constexpr int longestMilliseconds = 2000; // for one input, under the sanitizers

void feed(const QByteArray &input, const QString &from)
{
    QElapsedTimer timer;
    timer.start();
    LLVMFuzzerTestOneInput(reinterpret_cast<const uint8_t *>(input.constData()), size_t(input.size()));
    if (timer.elapsed() > longestMilliseconds) {
        std::fprintf(stderr, "%lld ms for %lld bytes made of %s\n", qlonglong(timer.elapsed()), qlonglong(input.size()),
                     qPrintable(from));
        std::abort();
    }
}

/// One change of a kind that finds faults in parsers: bits, lengths, cuts, repetitions, pieces of another input.
QByteArray mutated(QByteArray input, const QList<QByteArray> &all, QRandomGenerator &random)
{
    const int changes = random.bounded(1, 5);
    for (int change = 0; change < changes; ++change) {
        const qsizetype at = input.isEmpty() ? 0 : random.bounded(int(input.size()));
        switch (random.bounded(7)) {
        case 0:
            if (!input.isEmpty()) {
                input[at] = char(random.bounded(256));
            }
            break;
        case 1:
            input.insert(at, char(random.bounded(256)));
            break;
        case 2:
            input.truncate(at);
            break;
        case 3:
            input.remove(at, random.bounded(1, 20));
            break;
        case 4:
            input.insert(at, input.mid(at, random.bounded(1, 60)).repeated(random.bounded(2, 30)));
            break;
        case 5: {
            const QByteArray &other = all.at(random.bounded(int(all.size())));
            if (!other.isEmpty()) {
                input.insert(at, other.mid(random.bounded(int(other.size())), random.bounded(1, 200)));
            }
            break;
        }
        default: {
            static constexpr const char *pieces[] = {
                "\r\n", "\n", "\r", "{99999999999}\r\n", "(",       ")", "\"", "\\", "=?",
                "?=",   "--", ";",  "\xff\xfe",          "\xe2\x80"};
            input.insert(at, pieces[random.bounded(int(std::size(pieces)))]);
            break;
        }
        }
    }
    return input.left(longest);
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 2) {
        std::fprintf(stderr, "usage: %s CORPUS\n", argv[0]);
        return 2;
    }
    const QDir corpus(QFile::decodeName(argv[1]));
    const QStringList names = corpus.entryList(QDir::Files, QDir::Name);
    QList<QByteArray> inputs;
    for (const QString &name : names) {
        QFile file(corpus.filePath(name));
        if (!file.open(QIODevice::ReadOnly)) {
            std::fprintf(stderr, "cannot read %s\n", qPrintable(file.fileName()));
            return 2;
        }
        inputs << file.readAll();
    }
    if (inputs.isEmpty()) {
        std::fprintf(stderr, "the corpus is empty: %s\n", argv[1]);
        return 2;
    }
    QRandomGenerator random(seed);
    feed({}, QStringLiteral("nothing"));
    for (qsizetype i = 0; i < inputs.size(); ++i) {
        feed(inputs.at(i), names.at(i));
        for (int mutation = 0; mutation < mutationsOfEach; ++mutation) {
            feed(mutated(inputs.at(i), inputs, random), names.at(i));
        }
    }
    std::printf("%lld inputs and %lld mutations\n", qlonglong(inputs.size()),
                qlonglong(inputs.size()) * mutationsOfEach);
    return 0;
}
