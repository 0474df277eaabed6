#pragma once

#include <QList>
#include <QStringList>

namespace AlwaysLeads {

/// The invented names that SandboxPeople puts together, by country.
struct SandboxCountry
{
    QString name;
    QStringList cities;
    QStringList firstNames;
    QStringList lastNames;
    QStringList companies;

    static const QList<SandboxCountry> &all();
};

/// A person of the mock-ups, known by name in the pictures.
struct SandboxKnown
{
    QString firstName;
    QString lastName;
    QString title;
    QString seniority;
    QString mailName;
    QString company;
    QString domain;
    QString city;
    QString country;
    int employees;

    static const QList<SandboxKnown> &all();
};

} // namespace AlwaysLeads
