using Google.Protobuf;
using K8sDashboard.Demo.Access;
using K8sDashboard.Demo.Api.Authentication.V1;
using K8sDashboard.Demo.Api.Authorization.V1;
using K8sDashboard.Demo.Api.Meta.V1;
using K8sDashboard.Demo.Encoding;
using Microsoft.AspNetCore.Http;

namespace K8sDashboard.Demo.Serving;

/// <summary>Answers SelfSubjectReviews and access reviews.</summary>
internal sealed class Reviews(RbacEvaluator rbac, TimeProvider time)
{
    private const string Authentication = "authentication.k8s.io/v1";
    private const string Authorization = "authorization.k8s.io/v1";

    /// <summary>The supported review kinds.</summary>
    public static IReadOnlyList<(string Group, string Plural, string Kind)> Served { get; } =
    [
        ("authentication.k8s.io", "selfsubjectreviews", "SelfSubjectReview"),
        ("authorization.k8s.io", "selfsubjectaccessreviews", "SelfSubjectAccessReview"),
        ("authorization.k8s.io", "selfsubjectrulesreviews", "SelfSubjectRulesReview"),
    ];

    public async Task AnswerAsync(HttpContext http, ApiUser user, string plural)
    {
        var (review, apiVersion) = plural switch
        {
            "selfsubjectreviews" => (await IdentityAsync(http, user), Authentication),
            "selfsubjectaccessreviews" => (await AccessAsync(http, user), Authorization),
            _ => (await RulesAsync(http, user), Authorization),
        };
        await Answers.WriteAsync(http, AnswerFormat.Of(http.Request), 201, review, apiVersion);
    }

    private async Task<IMessage> IdentityAsync(HttpContext http, ApiUser user)
    {
        await RequestBody.ReadAsync(http, SelfSubjectReview.Descriptor, Authentication);
        return new SelfSubjectReview
        {
            Metadata = new ObjectMeta { CreationTimestamp = Timestamps.Now(time) },
            Status = new SelfSubjectReviewStatus
            {
                UserInfo = new UserInfo { Username = user.Name, Groups = { user.Groups } },
            },
        };
    }

    private async Task<IMessage> AccessAsync(HttpContext http, ApiUser user)
    {
        var review = (SelfSubjectAccessReview)await RequestBody.ReadAsync(http, SelfSubjectAccessReview.Descriptor, Authorization);
        var question = review.Spec switch
        {
            { ResourceAttributes: { } resource } => new AccessQuestion(resource.Verb)
            {
                Group = resource.Group,
                Resource = resource.Resource,
                Subresource = resource.Subresource,
                Namespace = resource.Namespace,
                Name = resource.Name,
            },
            { NonResourceAttributes: { } path } => new AccessQuestion(path.Verb) { Path = path.Path },
            _ => throw ApiFailure.BadRequest("exactly one of nonResourceAttributes or resourceAttributes must be specified"),
        };
        review.Status = new SubjectAccessReviewStatus { Allowed = rbac.Allows(user, question) };
        return review;
    }

    private async Task<IMessage> RulesAsync(HttpContext http, ApiUser user)
    {
        var review = (SelfSubjectRulesReview)await RequestBody.ReadAsync(http, SelfSubjectRulesReview.Descriptor, Authorization);
        if (review.Spec is not { Namespace.Length: > 0 } spec)
            throw ApiFailure.BadRequest("no namespace on request");
        var status = new SubjectRulesReviewStatus();
        foreach (var rule in rbac.RulesOf(user, spec.Namespace))
        {
            if (rule.NonResourceURLs.Count > 0)
                status.NonResourceRules.Add(new NonResourceRule { Verbs = { rule.Verbs }, NonResourceURLs = { rule.NonResourceURLs } });
            else
                status.ResourceRules.Add(
                    new ResourceRule
                    {
                        Verbs = { rule.Verbs },
                        ApiGroups = { rule.ApiGroups },
                        Resources = { rule.Resources },
                        ResourceNames = { rule.ResourceNames },
                    }
                );
        }

        review.Spec = new SelfSubjectRulesReviewSpec();
        review.Status = status;
        return review;
    }
}
